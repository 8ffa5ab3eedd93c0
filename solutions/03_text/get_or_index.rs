// A vending machine has a list of its shelves, each with a drink and a price in cents.
//
// `shelves[number]` means: I know that this shelf exists. If that's wrong, the program
// has a mistake, and a panic is better than a wrong drink. But this number comes from a
// guest, who may type anything. For such a number, `get` asks whether it's there.

fn display(shelves: &[(&str, u32)], number: usize) -> String {
    let (drink, cents) = shelves.get(number).copied().unwrap_or(("nothing", 0));
    format!("{drink}: {cents} cents")
}

// How many cents come back. If you pay too little, you get all of it back.
fn change(shelves: &[(&str, u32)], number: usize, paid: u32) -> u32 {
    // A price of 0 is enough: then all that was paid comes back.
    let (_, cents) = shelves.get(number).copied().unwrap_or(("nothing", 0));
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
