fn main() {
    let level;
    let words = ["a", "b"];
    for word in words {
        level = word.len();
    }
}
