// A newspaper plans its front page. Its functions only read what's lent to them.
//
// `&String` and `&Vec<u32>` shut out callers who have their values in another form.
// The slices `&str` and `&[u32]` let them all in, and the old calls needn't change:
// Rust turns a `&String` into a `&str` and a `&Vec<u32>` into a `&[u32]` by itself.
#![forbid(clippy::ptr_arg)]

// Any text will do, so ask for `&str`.
fn count_characters(headline: &str) -> usize {
    headline.chars().count()
}

// Any row of numbers will do, so ask for `&[u32]`.
fn add_lines(articles: &[u32]) -> u32 {
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
    println!("{} characters", count_characters("Sun again"));
    println!("{} lines after the first", add_lines(&articles[1..]));
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
