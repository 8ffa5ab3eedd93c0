struct Tank {
    level: u32,
}

fn main() {
    let mut tank = Tank { level: 3 };
    let gauge = &tank.level;
    tank.level += 1;
    println!("{gauge} {}", tank.level);
}
