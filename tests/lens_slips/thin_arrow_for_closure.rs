fn main() {
    let words = ["ash", "birch"];
    let lengths: Vec<usize> = words.iter().map(word -> word.len()).collect();
    println!("{lengths:?}");
}
