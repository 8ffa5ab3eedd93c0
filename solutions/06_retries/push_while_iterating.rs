// A message service keeps its messages in one Vec. For every message that needs a retry,
// `process_messages` adds a new try at the end, with one less in `tries_left`.
//
// The loop was reading the Vec when `push` wanted to change it. A push may move all
// elements to a larger place in memory; the loop would then read where nothing is left.
// This solution has two phases: first it only reads and collects, then it only writes.
//
// A plain loop that pushes to a second Vec is right, too. This is its short form. A
// closure is a small function without a name: `|m| m.needs_retry()` takes the input `m`.
// `filter` keeps the messages for which the closure returns `true`, `map` makes a new try
// from each, and `collect` gathers the new tries in a Vec.
// A loop over a clone of `messages` would work too, but it's wasteful: it copies every
// message, even those that need no retry, only to look at the copies and drop them.

#[derive(Debug, PartialEq)] // can be printed with {:?} and compared with ==
struct Message {
    id: u32,
    tries_left: u32,
}

impl Message {
    fn needs_retry(&self) -> bool {
        self.tries_left > 0
    }
}

fn new_message(id: u32, tries_left: u32) -> Message {
    Message { id, tries_left }
}

fn process_messages(messages: &mut Vec<Message>) {
    // Phase 1 reads. The new tries don't borrow anything, so when this statement ends,
    // nothing borrows `messages` any more.
    let retries: Vec<Message> = messages
        .iter()
        .filter(|m| m.needs_retry())
        .map(|m| new_message(m.id, m.tries_left - 1))
        .collect();
    // Phase 2 writes: nobody is reading now.
    messages.extend(retries);
}

fn main() {
    let mut messages = vec![new_message(8, 0), new_message(9, 1)];
    process_messages(&mut messages);
    println!("{messages:#?}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_new_try_is_added_for_each_message_that_needs_it() {
        let cases = [
            ([0, 2, 0], vec![new_message(8, 1)]),
            ([1, 0, 5], vec![new_message(7, 0), new_message(9, 4)]),
            ([0, 0, 0], vec![]),
            ([3, 3, 1], three_messages([2, 2, 0])),
        ];
        for (tries_left, added) in cases {
            let mut messages = three_messages(tries_left);
            process_messages(&mut messages);
            let new = messages.split_off(3);
            let old = three_messages(tries_left);
            assert_eq!(messages, old, "the old messages stay as they are");
            assert_eq!(new, added, "one new try for each that needs a retry");
        }
    }

    fn three_messages([first, second, third]: [u32; 3]) -> Vec<Message> {
        vec![
            new_message(7, first),
            new_message(8, second),
            new_message(9, third),
        ]
    }
}
