// A message service keeps its messages in one Vec. For every message that needs a retry,
// `process_messages` must add one new try at the end; its `tries_left` is smaller by one.
// The old messages stay as they are. A new try is not looked at again this time.
//
// `impl Message { ... }` holds the functions that belong to `Message`; in them `&self` is
// the message itself, only lent. `v.extend(other)` moves all elements of `other` to the
// end of `v`. A plain loop and a second Vec are enough.

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
    for m in messages.iter() {
        if m.needs_retry() {
            new_message(m.id, m.tries_left - 1);
        }
    }
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
