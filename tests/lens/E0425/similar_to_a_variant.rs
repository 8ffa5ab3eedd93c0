fn main() {
    let two = 2;
    println!("{}", one + two);
}
