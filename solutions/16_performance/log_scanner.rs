// A scanner looks through a log for the words of a pattern such as "error|panic", in
// capital or small letters, and returns pieces of the log.
//
// `to_lowercase` made a second log that belonged to `scan`, and no piece of it could
// outlive the call. The compiler's error pointed at something slow as well: a copy of
// everything. Now the words are pieces of the log itself. (For larger patterns there's
// the crate `regex`. Its `find_iter` borrows pieces from the text in the same way.)

fn scan<'a>(log: &'a str, pattern: &str) -> Vec<&'a str> {
    let is_wanted = |word: &&str| {
        let mut words = pattern.split('|');
        words.any(|wanted| wanted.eq_ignore_ascii_case(word))
    };
    let words = log.split(|letter: char| !letter.is_alphanumeric());
    // Only the list of the pieces found needs memory.
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
