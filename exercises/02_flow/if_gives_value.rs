// An ice rink sells its tickets at a machine. All prices are in cents:
//   600 to get in before 17:00, 800 from 17:00 on
//   350 more to rent a pair of skates, nothing more with your own
//
// New here: `if` is an expression. It has the value of the block that runs, so you can
// give it a name with `let`. But which block runs is known only when the program does,
// and the type must be known before that. So all blocks must give the same type, and
// there must be one for each case.
//
// Make this true: `price` returns what the visitor pays.

fn price(hour: u32, own_skates: bool) -> u32 {
    let entry = if hour >= 17 {
        800
    };
    let skates = if own_skates { 0 } else { 3.50 };
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
