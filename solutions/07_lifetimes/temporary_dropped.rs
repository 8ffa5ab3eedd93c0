// A music archive sorts its songs by a key: "The  Lonely Sea" becomes "lonely sea, the".
//
// `words` borrows its text from the String that `to_lowercase` makes. Nobody owned that
// String, so it was dropped at the semicolon, and `words` would have pointed to nothing.
// The repair gives the String a name. Now a variable owns it until the function ends.

fn sort_key(words: &[&str]) -> String {
    if words.first() == Some(&"the") {
        format!("{}, the", words[1..].join(" "))
    } else {
        words.join(" ")
    }
}

fn index_entry(title: &str) -> String {
    let lower = title.to_lowercase(); // the owner, which must outlive `words`
    let words: Vec<&str> = lower.split_whitespace().collect();
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
