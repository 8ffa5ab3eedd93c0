// A music archive sorts its songs by a key. `index_entry` turns the title into small
// letters; then `sort_key` moves a leading "the" to the end, and extra spaces are
// removed. "The  Lonely Sea" becomes "lonely sea, the". `sort_key` works on borrowed
// words (`&str`) and stays as it is.
//
// `to_lowercase()` makes a new String. A new value that no variable owns is a temporary:
// it is dropped at the end of its statement, at the semicolon. `split_whitespace()` lends
// the words of a text; `collect()` gathers them into a Vec.

fn sort_key(words: &[String]) -> String {
    if words.first() == Some(&"the".to_string()) {
        format!("{}, the", words[1..].join(" "))
    } else {
        words.join(" ")
    }
}

fn index_entry(title: &str) -> String {
    let lower = title.to_lowercase();
    let words: Vec<String> = lower.split_whitespace().map(String::from).collect();
    sort_key(&words)
}

fn main() {
    for title in ["The  Lonely Sea", "Winter Train"] {
        println!("{}", index_entry(title));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_entry_is_in_small_letters_with_the_at_the_end() {
        let _borrows: fn(&[&str]) -> String = sort_key;
        assert_eq!(index_entry("The  Lonely Sea"), "lonely sea, the");
        assert_eq!(
            index_entry("THE RIVER"),
            "river, the",
            "first small letters"
        );
    }

    #[test]
    fn other_titles_keep_their_order() {
        assert_eq!(index_entry(" Winter   Train "), "winter train");
        assert_eq!(index_entry(""), "", "an empty title has an empty entry");
    }
}
