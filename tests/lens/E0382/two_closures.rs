fn main() {
    let names = vec![String::from("a")];
    let count = move || names.len();
    let first = move || names[0].clone();
    println!("{} {}", count(), first());
}
