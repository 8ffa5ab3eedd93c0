// The function changes what it takes, so a clone would lose the change.
fn fill(mut basket: Vec<&str>, fruit: &'static str) -> usize {
    basket.push(fruit);
    basket.len()
}

fn main() {
    let basket = Vec::new();
    let first = fill(basket, "plum");
    println!("{first}: {basket:?}");
}
