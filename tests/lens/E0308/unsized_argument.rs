// `main` passes a part of an array as it is. No parameter can take that, so `main` is to change.
fn longest(words: &[&str]) -> usize {
    words.iter().map(|word| word.len()).max().unwrap_or(0)
}

const TREES: [&str; 3] = ["oak", "beech", "yew"];

fn main() {
    println!("{}", longest(TREES[1..]));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_two_count() {
        assert_eq!(longest(&TREES[..2]), 5);
    }
}
