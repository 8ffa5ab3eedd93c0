// A vending machine has a list of its shelves, each with a drink and a price in cents.
// A guest types the number of a shelf, and may type any number at all.
//
// A list can hold tuples. `(&str, u32)` is a text together with a number.
//   shelves[7]       element 7. If there isn't one, the program panics.
//   shelves.get(7)   lends element 7, or says that there's nothing there. No panic.
// Two more methods get the element out of that answer:
//   shelves.get(7).copied().unwrap_or(other)
// `copied` makes your own copy of what was lent. `unwrap_or` gives `other` if there was
// nothing, as in `parse_words`.
//
// Make this true: a shelf that doesn't exist shows "nothing: 0 cents", and anyone who
// chooses it gets all the coins back.

fn display(shelves: &[(&str, u32)], number: usize) -> String {
    if number > 2 {
        return String::from("nothing: 0 cents");
    }
    let (drink, cents) = shelves[number];
    format!("{drink}: {cents} cents")
}

// How many cents come back. If you pay too little, you get all of it back.
fn change(shelves: &[(&str, u32)], number: usize, paid: u32) -> u32 {
    if number > 2 {
        return paid;
    }
    let (_, cents) = shelves[number];
    if paid < cents { paid } else { paid - cents }
}

fn main() {
    let mut shelves = vec![("water", 90), ("tea", 120)];
    shelves.push(("cocoa", 150));
    println!("{}", display(&shelves, 1));
    println!("Here are {} cents.", change(&shelves, 1, 200));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shelves_that_exist_have_a_drink() {
        let shelves = [("water", 90), ("tea", 120), ("cocoa", 150)];
        assert_eq!(display(&shelves, 0), "water: 90 cents", "the first shelf");
        assert_eq!(display(&shelves, 2), "cocoa: 150 cents", "the last shelf");
        assert_eq!(change(&shelves, 1, 200), 80, "200 - 120");
        assert_eq!(change(&shelves, 1, 100), 100, "too little for tea");
    }

    #[test]
    fn other_numbers_show_nothing() {
        let mut shelves = vec![("water", 90), ("tea", 120)];
        assert_eq!(display(&shelves, 2), "nothing: 0 cents", "no shelf 2 yet");
        assert_eq!(display(&shelves, 77), "nothing: 0 cents", "far too large");
        assert_eq!(display(&[], 0), "nothing: 0 cents", "no shelf at all");
        shelves.push(("milk", 70));
        assert_eq!(display(&shelves, 2), "milk: 70 cents", "a new shelf");
    }

    #[test]
    fn other_numbers_cost_nothing() {
        let shelves = [("water", 90), ("tea", 120)];
        assert_eq!(change(&shelves, 2, 500), 500, "all of it comes back");
        assert_eq!(change(&[], 0, 30), 30, "no shelf at all");
    }
}
