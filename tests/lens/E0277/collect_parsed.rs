use std::num::ParseIntError;

fn depths(text: &str) -> Result<Vec<i64>, ParseIntError> {
    text.split(',').map(|word| word.trim().parse::<i32>()).collect()
}

fn total(texts: &[&str]) -> Option<i64> {
    texts.iter().map(|text| text.len().checked_sub(1)).sum()
}

fn main() {
    println!("{:?} {:?}", depths("3, 4"), total(&["one"]));
}
