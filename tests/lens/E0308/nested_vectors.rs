fn main() {
    let rows = [vec![3], vec![4.5]];
    println!("{rows:?}");
}
