fn main() {
    let boat = String::from("Argo");
    let name = &boat;
    drop(boat);
    println!("{name}");
}
