// A music archive sorts its songs by a key. `index_entry` puts the title in lower case;
// then `sort_key` moves a "the" at the beginning to the end, and extra spaces are
// removed. "The  Lonely Sea" becomes "lonely sea, the". `sort_key` works on borrowed
// words (`&str`) and stays as it is.
//
// `to_lowercase()` makes a new String. A new value that no variable owns is a temporary:
// it's dropped at the end of its statement, at the semicolon. `split_whitespace()` lends
// the words of a text; `collect()` gathers them into a Vec.

fn sort_key(words: &[&str]) -> String {
    if words.first() == Some(&"the") {
        format!("{}, the", words[1..].join(" "))
    } else {
        words.join(" ")
    }
}

fn index_entry(title: &str) -> String {
    let words: Vec<&str> = title.to_lowercase().split_whitespace().collect();
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
    fn the_entry_is_in_lower_case_with_the_at_the_end() {
        let _borrows: fn(&[&str]) -> String = sort_key;
        assert_eq!(index_entry("The  Lonely Sea"), "lonely sea, the");
        assert_eq!(
            index_entry("THE RIVER"),
            "river, the",
            "lower case comes first"
        );
    }

    #[test]
    fn other_titles_keep_their_order() {
        assert_eq!(index_entry(" Winter   Train "), "winter train");
        assert_eq!(index_entry(""), "", "an empty title has an empty entry");
    }

    #[test]
    fn no_text_stays_in_memory() {
        let before = IN_USE.get();
        drop(index_entry("The  Lonely Sea"));
        let left = IN_USE.get() - before;
        assert_eq!(left, 0, "each String needs an owner that drops it");
    }

    // From here on, we count how many pieces of memory are in use. You needn't read it.
    use std::alloc::{GlobalAlloc, Layout, System};
    use std::cell::Cell;

    thread_local! { static IN_USE: Cell<i32> = const { Cell::new(0) } }

    struct Counting;

    #[global_allocator]
    static ALLOCATOR: Counting = Counting;

    // SAFETY: the system's allocator does all the work.
    unsafe impl GlobalAlloc for Counting {
        unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
            IN_USE.set(IN_USE.get() + 1);
            // SAFETY: our caller keeps the promises that `System` needs.
            unsafe { System.alloc(layout) }
        }
        unsafe fn dealloc(&self, address: *mut u8, layout: Layout) {
            IN_USE.set(IN_USE.get() - 1);
            // SAFETY: as above.
            unsafe { System.dealloc(address, layout) }
        }
    }
}
