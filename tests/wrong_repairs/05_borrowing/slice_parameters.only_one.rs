// A newspaper plans its front page. Both functions work, but they ask for more
// than they need. Clippy, the tool that looks over your code, says so.
//
// New here: a slice is a view of values that somebody else owns.
//   &str     text, wherever it is: a `String`, a part of one, or "quoted"
//   &[u32]   a row of numbers: a `Vec`, a part of one, or an array
// Rust turns a `&String` into a `&str` and a `&Vec<u32>` into a `&[u32]` by itself.
//
// Make this true: both functions also serve callers without a `String` or a `Vec`, and
// clippy is happy. When it passes, delete the `//` before the last two lines of `main`:
// these are such callers, and now they work as well.
// The next line makes sure that nobody silences clippy; leave it as it is.
#![forbid(clippy::ptr_arg)]

fn count_characters(headline: &str) -> usize {
    headline.chars().count()
}

fn add_lines(articles: &Vec<u32>) -> u32 {
    let mut total = 0;
    for lines in articles.iter() {
        total += lines;
    }
    total
}

fn main() {
    let headline = String::from("Storm at sea");
    let articles = vec![12, 30, 8];
    println!("{} characters", count_characters(&headline));
    println!("{} lines", add_lines(&articles));
    // println!("{} characters", count_characters("Sun again"));
    // println!("{} lines after the first", add_lines(&articles[1..]));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_the_characters_of_a_lent_headline() {
        let headline = String::from("Snow in May");
        assert_eq!(count_characters(&headline), 11, "spaces count too");
    }

    #[test]
    fn adds_the_lines_of_lent_articles() {
        let articles = vec![12, 30, 8];
        assert_eq!(add_lines(&articles), 50, "12 + 30 + 8");
    }
}
