// A garden robot gets orders. Two kinds of them have worked for years. Now the robot has
// learnt to water a bed. But the type `Order` does not know such an order.
//
// New here: an enum is a type with several variants. A value is always one of them. A
// variant can have fields of its own, as a struct has.
//   Order::Mow { minutes: 20 }               makes a value
//   match order { pattern => answer, ... }   tries the patterns from first to last
// As a pattern, `Order::Mow { minutes }` fits every order to mow. In the answer after it,
// `minutes` is then the number that this order carries.
//
// Make this true: an order can also be to water a bed. Its uses in this file show what
// such an order carries.

enum Order {
    Stop,
    Mow { minutes: u32 },
}

fn describe(order: &Order) -> String {
    match order {
        Order::Stop => String::from("stop"),
        Order::Mow { minutes } => format!("mow for {minutes} minutes"),
        Order::Water { bed, litres } => format!("{litres} litres for the {bed}"),
    }
}

fn main() {
    let bed = String::from("beans");
    println!("{}", describe(&Order::Mow { minutes: 20 }));
    println!("{}", describe(&Order::Water { bed, litres: 8 }));
    println!("{}", describe(&Order::Stop));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_order_carries_what_belongs_to_it() {
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
