struct Garden {
    beds: Vec<u32>,
}

impl Garden {
    fn plants_ni(&self, bed: usize) -> u32 {
        self.beds[bed]
    }

    fn both(&self) -> u32 {
        self.plants_in(0) + self.plants_in(1)
    }
}

fn main() {
    println!("{}", Garden { beds: vec![3, 4] }.both());
}
