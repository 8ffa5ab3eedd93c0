// A telegraph office counts the characters of a telegram and then sends it.
// But `calculate_length` keeps the telegram, so there's nothing left to send.
//
// New here: a reference lends a value without giving it away.
//   &Telegram   a type: a telegram that's only lent
//   &telegram   a value: lends `telegram`; its owner stays the owner
//
// Make this true: `send` can still use its telegram after counting its characters, and
// no copy of the telegram is made.

struct Telegram {
    text: String,
}

fn calculate_length(telegram: Telegram) -> usize {
    telegram.text.chars().count()
}

fn send(telegram: Telegram) -> String {
    let text = telegram.text.clone();
    let price = 2 * calculate_length(telegram);
    format!("sent for {price} cents: {text}")
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
