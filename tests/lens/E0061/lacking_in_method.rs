struct Jar {
    coins: u32,
}

impl Jar {
    fn add(&mut self) {
        self.coins += coins;
    }
}

fn main() {
    let mut jar = Jar { coins: 1 };
    let coins: u32 = 5;
    jar.add(coins);
    println!("{}", jar.coins);
}
