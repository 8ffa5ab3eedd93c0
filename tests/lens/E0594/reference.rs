struct Tank {
    level: u32,
}

fn fill(tank: &Tank) {
    tank.level = 10;
}

fn main() {
    let tank = Tank { level: 1 };
    fill(&tank);
    println!("{}", tank.level);
}
