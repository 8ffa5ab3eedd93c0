fn main() {
    let point = (3, 4);
    println!("{} {}", point.0, point.2);
}
