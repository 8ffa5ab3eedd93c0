fn main() {
    let name = Sting::from("Ada");
    println!("{name}");
}
