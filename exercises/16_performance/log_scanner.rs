// A scanner looks through a server's log for words. A pattern such as "error|panic"
// means: this word or that one, in capital or small letters. The log can be very long. To
// copy it, only to get small letters, would take as much memory again.
//
// New here: `a.eq_ignore_ascii_case(b)` compares two strings as if the letters A to Z
// were small, and copies nothing. `any` on an iterator says whether a condition is true
// for at least one item.
//
// Make this true: `scan` finds the words and returns the pieces of the log itself, with
// their letters as they are. The log isn't copied. The signature is right.

fn scan<'a>(log: &'a str, pattern: &str) -> Vec<&'a str> {
    let small = log.to_lowercase();
    let is_wanted = |word: &&str| {
        let mut words = pattern.split('|');
        words.any(|wanted| wanted == *word)
    };
    let words = small.split(|letter: char| !letter.is_alphanumeric());
    words.filter(is_wanted).collect()
}

fn main() {
    let log = "08:15 Error: disk full\n08:16 PANIC in thread 2\n08:17 error: disk full";
    for pattern in ["error|panic", "disk", "tape"] {
        println!("{pattern}: {:?}", scan(log, pattern));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_found_as_they_are_in_the_log() {
        let log = "08:15 Error: no İzmir; terror\n08:16 PANIC, then error again";
        let found = scan(log, "error|panic");
        let wanted = ["Error", "PANIC", "error"];
        assert_eq!(found, wanted, "whole words, with their own letters");
        assert!(scan(log, "tape|disk").is_empty(), "neither is in the log");
    }

    #[test]
    fn the_words_are_pieces_of_the_log_and_not_copies() {
        let log = String::from("Memory low. MEMORY FULL.");
        let found = scan(&log, "memory");
        assert_eq!(found.len(), 2, "both words mean memory");
        assert_eq!(found[0].as_ptr(), log.as_ptr(), "the piece at byte 0");
        assert_eq!(found[1].as_ptr(), log[12..].as_ptr(), "at byte 12");
    }
}
