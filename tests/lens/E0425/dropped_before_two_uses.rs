fn weigh(cargo: &str) -> usize {
    cargo.len()
}

fn main() {
    {
        let cargo = String::from("salt");
        println!("loaded: {cargo}");
    }
    let weight = weigh(&cargo);
    println!("{weight}");
    println!("{cargo}");
}
