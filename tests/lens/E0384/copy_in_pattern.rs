fn main() {
    let lives = Some(3);
    match lives {
        Some(n) => n -= 1,
        None => println!("none"),
    }
    println!("{lives:?}");
}
