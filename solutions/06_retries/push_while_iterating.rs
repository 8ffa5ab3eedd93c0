// A message service keeps its messages in one Vec. For every message that needs a retry,
// `process_messages` adds one new try at the end, whose `tries_left` is smaller by one.
//
// The loop was reading the Vec while `push` wanted to change it. A push may move all
// elements to a larger place in memory; the loop would then read where nothing is left.
// The repair has two phases: first only read and collect, then only write.
//
// A plain loop that pushes to a second Vec is right, too. This is its short form. A
// closure is a small function without a name: `|m| m.needs_retry()` has the input `m`.
// `filter` keeps the messages for which the closure says `true`, `map` makes a new try of
// each, and `collect` gathers the new tries in a Vec.
// A loop over a clone of `messages` would do as well, but it is wasteful: it copies every
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
    // Phase 1 reads. The new tries are values of their own, so when this statement ends,
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
        let mut messages = vec![new_message(8, 0), new_message(9, 2)];
        process_messages(&mut messages);
        let (old, new) = messages.split_at(2);
        assert_eq!(old, [new_message(8, 0), new_message(9, 2)], "unchanged");
        assert_eq!(new, [new_message(9, 1)], "one new try, for 9 only");
    }
}
