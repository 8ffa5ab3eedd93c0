// An ice rink sells its tickets at a machine. All prices are in cents.
//
// The first `if` had no value for the hours before 17:00. Without `else`, an `if` gives
// `()` when its condition is false. The second one gave an integer in one block and a
// float in the other, so `skates` had no type.

fn price(hour: u32, own_skates: bool) -> u32 {
    // With `else`, `entry` has a value at every hour.
    let entry = if hour >= 17 { 800 } else { 600 };
    // Cents everywhere: `0` and `350` have the same type, and no cent is rounded away.
    let skates = if own_skates { 0 } else { 350 };
    entry + skates
}

fn main() {
    println!("At 15:00, with rented skates: {} cents", price(15, false));
    println!("At 20:00, with your own: {} cents", price(20, true));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_evening_costs_more() {
        assert_eq!(price(9, true), 600, "a morning with your own skates");
        assert_eq!(price(16, true), 600, "16:00 is before 17:00");
        assert_eq!(price(17, true), 800, "the evening starts at 17:00");
        assert_eq!(price(21, true), 800, "a late evening");
    }

    #[test]
    fn rented_skates_cost_350_more() {
        assert_eq!(price(16, false), 950, "600 and 350");
        assert_eq!(price(20, false), 1150, "800 and 350");
    }
}
