// A garden robot gets orders. Now it can also water a bed.
//
// `Order::Water` was used but not declared. An enum lists all of its variants, each with
// its own fields. Only an order to water has a bed and litres, and the other variants
// don't need empty places for them.

enum Order {
    Stop,
    Mow { minutes: u32 },
    // The order owns the name of its bed, so it is a `String`.
    Water { bed: String, litres: u32 },
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
