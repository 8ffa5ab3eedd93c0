fn main() {
    let hello = String::from("hello ");
    let world = String::from("world");
    let both = hello + &world;
    println!("{hello}{world} {both}");
}
