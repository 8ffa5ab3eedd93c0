// A message service keeps its messages in one Vec. For every message that needs a retry,
// `process_messages` must add a new try at the end, with one less in `tries_left`. The
// old messages stay as they are, and the new tries aren't looked at in this call.
//
// `impl Message { ... }` holds the functions that belong to `Message`; in them, `&self`
// is the message itself, borrowed. `v.extend(other)` moves all elements of `other` to the
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
    for m in messages.clone().iter() {
        if m.needs_retry() {
            messages.push(new_message(m.id, m.tries_left - 1));
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
