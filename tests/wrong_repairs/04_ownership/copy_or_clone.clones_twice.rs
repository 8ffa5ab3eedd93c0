// A waiter takes an order. The kitchen and the till each keep a slip of their own, with
// the table and the dish. Make `take_order` return the two slips.
//
// Simple values such as `u32`, `bool` and `char` are `Copy`: they stay when you use them.
// A `String` isn't, since it owns memory. It moves, unless you ask for a second one:
// `text.clone()` makes a new `String` with the same letters. That costs time and memory,
// so don't make more of them than this program needs.
//
// `Slip { table, dish }` is short for `Slip { table: table, dish: dish }`.

struct Slip {
    table: u32,
    dish: String,
}

fn take_order(table: u32, dish: String) -> (Slip, Slip) {
    let kitchen = Slip {
        table,
        dish: dish.clone(),
    };
    let till = Slip {
        table,
        dish: dish.clone(),
    };
    (kitchen, till)
}

fn main() {
    let (kitchen, till) = take_order(4, String::from("lentil soup"));
    println!("Kitchen: {} for table {}", kitchen.dish, kitchen.table);
    println!("Till:    {} for table {}", till.dish, till.table);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_slips_say_the_same() {
        let (kitchen, till) = take_order(4, String::from("soup"));
        assert_eq!((kitchen.table, till.table), (4, 4), "both know the table");
        assert_eq!(kitchen.dish, "soup", "the kitchen knows the dish");
        assert_eq!(till.dish, "soup", "the till knows the dish");
    }

    #[test]
    fn one_slip_keeps_the_string_that_came_in() {
        let dish = String::from("rice");
        let address = dish.as_ptr();
        let (kitchen, till) = take_order(9, dish);
        assert_eq!(kitchen.dish, till.dish, "both slips name the same dish");
        assert!(
            kitchen.dish.as_ptr() == address || till.dish.as_ptr() == address,
            "two slips need two Strings: the one that came in, and one clone"
        );
    }
}
