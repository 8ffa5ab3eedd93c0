struct Tank {
    litres: Vec<u32>,
}

fn fill(tank: &mut Tank) {
    tank.litres.push(10);
}

fn litres(tank: &Tank) -> usize {
    tank.litres.len()
}

fn main() {
    let mut tank = Tank { litres: Vec::new() };
    let show = move || println!("{}", litres(&tank));
    show();
    fill(&mut tank);
    assert_eq!(tank.litres.len(), 1, "one filling");
}
