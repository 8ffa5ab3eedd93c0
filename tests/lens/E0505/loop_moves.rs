fn keep(word: String) -> usize {
    word.len()
}

fn main() {
    let word = String::from("reef");
    let view = &word;
    let mut sum = 0;
    for _ in 0..2 {
        sum += view.len();
    }
    sum += keep(word);
    println!("{sum} {view}");
}
