fn main() {
    let card = "five of hearts";
    let cart = 3;
    println!("{cart} carts");
    let other: &str = carp;
    println!("{card}, {other}");
}
