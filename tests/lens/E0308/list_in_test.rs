// The elements of the test's list differ among themselves.
fn longest(words: [&str; 2]) -> usize {
    words[0].len().max(words[1].len())
}

fn main() {
    println!("{}", longest(["pear", "fig"]));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_letters() {
        assert_eq!(longest(["plum", String::from("apricot")]), 7);
    }
}
