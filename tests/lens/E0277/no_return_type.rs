struct Door {
    width: u32,
}

impl Door {
    fn area(&self) {
        println!("measuring {}", self.width);
    }
}

fn main() {
    let door = Door { width: 80 };
    println!("{}", door.area());
}
