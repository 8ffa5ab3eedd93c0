fn main() {
    let poem = "roses
violets";
    println!("{poem}");
    println!("the end);
    println!("bye");
}
