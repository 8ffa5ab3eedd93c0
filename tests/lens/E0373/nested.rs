fn main() {
    let products: Vec<u32> = (1..4).flat_map(|a| (1..4).map(|b| a * b)).collect();
    println!("{products:?}");
}
