// A garden shop keeps its orders as JSON, a kind of text that most languages can read:
//   {"customer":"Ida","packets":[{"name":"Basil","cents":250,"note":null}]}
//
// New here: two crates, which are libraries that do not come with Rust. `serde` has two
// traits: `serde::Serialize` for what can be written, and `serde::Deserialize` for what
// can be read. Both can be derived, as `Debug` can. `serde_json` needs them for JSON:
//   serde_json::to_string(&value)    writes the value: a `Result` with the text
//   serde_json::from_str(text)       reads a value of the type that is wanted: a `Result`
// An `Option` is written as `null` if it is `None`, and it may be missing in the text.
//
// Make this true: an order can be written as JSON, and it can be read again.

#[derive(Debug, PartialEq, serde::Deserialize, serde::Serialize)]
struct Order {
    customer: String,
    #[serde(skip)]
    packets: Vec<Packet>,
}

#[derive(Debug, PartialEq)]
struct Packet {
    name: String,
    cents: u32,
    note: Option<String>,
}

fn from_json(text: &str) -> serde_json::Result<Order> {
    serde_json::from_str(text)
}

fn main() {
    match from_json(r#"{"customer":"Ida","packets":[{"name":"Basil","cents":250}]}"#) {
        Ok(order) => println!("{}", serde_json::to_string(&order).unwrap_or_default()),
        Err(error) => println!("no order: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_is_written() {
        let name = "Tomato \"Red\"".to_string();
        let (cents, note) = (320, Some("likes sun".to_string()));
        let packets = vec![Packet { name, cents, note }];
        let customer = "Ida".to_string();
        let json = serde_json::to_string(&Order { customer, packets });
        let packet = r#"{"name":"Tomato \"Red\"","cents":320,"note":"likes sun"}"#;
        let expected = format!(r#"{{"customer":"Ida","packets":[{packet}]}}"#);
        assert_eq!(json.ok(), Some(expected), "all fields, in their order");
    }

    #[test]
    fn an_order_is_read() {
        let json = r#"{"packets": [{"cents": 250, "name": "Basil"}], "customer": "Bo"}"#;
        let order = from_json(json).expect("the order of the fields does not matter");
        let (name, cents, note) = ("Basil".to_string(), 250, None);
        let packets = vec![Packet { name, cents, note }];
        let customer = "Bo".to_string();
        assert_eq!(order, Order { customer, packets }, "`note` is missing");
        let json = r#"{"customer": "Bo", "packets": [{"cents": 250}]}"#;
        assert!(from_json(json).is_err(), "a packet must have a name");
    }
}
