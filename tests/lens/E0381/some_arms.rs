fn main() {
    let price;
    match std::env::args().count() {
        1 => price = 3,
        2 => {
            println!("two");
        }
        _ => (),
    }
    println!("{price}");
}
