// The parameter is gone at the end of its function: the variable of `main` only has its name.
struct Tank {
    litres: u32,
}

fn fill(tank: Tank) {
    tank.litres += 5;
    println!("{} litres", tank.litres);
}

fn main() {
    let tank = Tank { litres: 0 };
    fill(&tank);
    println!("{} litres", tank.litres);
}
