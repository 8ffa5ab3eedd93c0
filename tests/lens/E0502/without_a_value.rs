// `stock` never gets a value, so nothing is alive in its lane.
fn main() {
    let mut stock: Vec<u32>;
    let first = &mut stock;
    println!("{}", stock.len());
    first.push(1);
}
