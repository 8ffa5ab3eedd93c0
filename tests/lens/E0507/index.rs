fn main() {
    let names = vec![String::from("Ada"), String::from("Bo")];
    let first = names[0];
    println!("{first} {}", names.len());
}
