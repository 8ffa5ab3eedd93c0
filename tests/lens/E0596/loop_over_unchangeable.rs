fn main() {
    let names = vec![String::from("a")];
    for name in &names {
        name.push('!');
    }
    println!("{names:?}");
}
