pub struct Tank {
    litres: u32,
}

impl Tank {
    pub fill(&mut self, litres: u32) {
        self.litres += litres;
    }
}
