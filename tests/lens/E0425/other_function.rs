fn read_name() {
    let name = String::from("Ada");
    println!("{name}");
}

fn main() {
    read_name();
    println!("{}", name.len());
}
