fn consume(name: String) -> usize {
    name.len()
}

fn main() {
    let name = String::from("Ada");
    let n = consume(name);
    println!("{n}");
    println!("{name}");
}
