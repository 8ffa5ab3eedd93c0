struct Bell {
    strike: Option<Box<dyn FnMut(u32)>>,
    hour: u32,
}

impl Bell {
    fn ring(&mut self) {
        if let Some(strike) = self.strike {
            strike(self.hour);
        }
    }
}

fn main() {
    let mut bell = Bell { strike: None, hour: 7 };
    bell.ring();
}
