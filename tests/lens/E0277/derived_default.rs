// With a derived default, the new ferry has room for nothing.
struct Ferry {
    limit: u32,
    deck: Vec<String>,
}

fn main() {
    let mut ferry = Ferry { limit: 3, deck: Vec::new() };
    ferry.deck.push(String::from("VAN 1"));
    ferry = Default::default();
    println!("{} of {}", ferry.deck.len(), ferry.limit);
}
