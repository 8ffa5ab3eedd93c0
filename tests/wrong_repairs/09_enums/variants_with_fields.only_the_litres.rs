// A garden robot gets orders. It has known two kinds of them for years. Now the robot has
// learnt to water a bed. But the type `Order` has no such order yet.
//
// New here: an enum is a type with several variants. A value is always one of them. A
// variant can have fields of its own, as a struct has.
//   Order::Mow { minutes: 20 }               makes a value
//   match order { pattern => answer, ... }   tries the patterns from first to last
// As a pattern, `Order::Mow { minutes }` fits every order to mow. In the answer after it,
// `minutes` is then the number in this order.
//
// Make this true: an order can also be to water a bed. How this file uses such an order
// shows what belongs in it.

enum Order {
    Stop,
    Mow { minutes: u32 },
    Water { litres: u32 },
}

fn describe(order: &Order) -> String {
    match order {
        Order::Stop => String::from("stop"),
        Order::Mow { minutes } => format!("mow for {minutes} minutes"),
        Order::Water { litres } => format!("{litres} litres for the roses"),
    }
}

fn main() {
    println!("{}", describe(&Order::Mow { minutes: 20 }));
    println!("{}", describe(&Order::Water { litres: 8 }));
    println!("{}", describe(&Order::Stop));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_order_has_its_own_fields() {
        for (name, litres) in [("roses", 12), ("beans", 3)] {
            let bed = name.to_string();
            let wanted = format!("{litres} litres for the {name}");
            let order = Order::Water { bed, litres };
            assert_eq!(describe(&order), wanted, "its own bed and litres");
        }
        assert_eq!(describe(&Order::Mow { minutes: 5 }), "mow for 5 minutes");
        assert_eq!(describe(&Order::Stop), "stop", "as before");
    }
}
