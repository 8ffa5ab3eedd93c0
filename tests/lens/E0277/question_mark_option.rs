fn first(words: &[&str]) -> Result<usize, String> {
    let word = words.first()?;
    Ok(word.len())
}

fn main() {
    println!("{:?}", first(&["a"]));
}
