// A telegraph office counts the characters of a telegram and then sends it.
//
// `calculate_length` took ownership of the telegram, so `send` had lost it. To count, you
// only need to look, and a reference is enough for that: `&Telegram`, not `Telegram`.

struct Telegram {
    text: String,
}

// A reference, because you needn't own what you count.
fn calculate_length(telegram: &Telegram) -> usize {
    telegram.text.chars().count()
}

fn send(telegram: Telegram) -> String {
    // Only lent: when the call is over, we can use `telegram` as before.
    let price = 2 * calculate_length(&telegram);
    format!("sent for {price} cents: {}", telegram.text)
}

fn main() {
    let text = String::from("ARRIVE SUNDAY");
    println!("{}", send(Telegram { text }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_telegram_is_counted_and_sent() {
        let text = String::from("BRING BOOTS");
        let report = send(Telegram { text });
        let wanted = "sent for 22 cents: BRING BOOTS";
        assert_eq!(report, wanted, "each of the 11 characters costs 2 cents");
    }

    #[test]
    fn calculate_length_only_borrows() {
        fn type_taken<T>(_: fn(T) -> usize) -> &'static str {
            std::any::type_name::<T>()
        }
        let taken = type_taken(calculate_length);
        assert!(
            taken.starts_with('&'),
            "`calculate_length` should borrow, but it takes a `{taken}`"
        );
    }
}
