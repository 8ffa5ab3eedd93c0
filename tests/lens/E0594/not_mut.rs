struct Tank {
    level: u32,
}

fn main() {
    let tank = Tank { level: 1 };
    tank.level = 10;
    println!("{}", tank.level);
}
