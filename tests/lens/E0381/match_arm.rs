fn price(kind: &str) -> u32 {
    let price;
    match kind {
        "child" => price = 3,
        "adult" => price = 7,
        _ => {}
    }
    price
}

fn main() {
    println!("{}", price("child"));
}
