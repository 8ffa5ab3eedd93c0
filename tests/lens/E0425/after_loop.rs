fn main() {
    let words = ["one", "two", "three"];
    for word in words {
        let length = word.len();
        println!("{word} has {length} letters");
    }
    println!("the last one has {length}");
}
