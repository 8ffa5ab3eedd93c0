struct Door {
    colour: String,
}

impl Door {
    fn colour(&mut self) -> String {
        self.colour
    }
}

fn main() {
    let mut door = Door { colour: String::from("red") };
    println!("{}", door.colour());
}
