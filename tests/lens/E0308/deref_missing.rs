fn main() {
    let ages = vec![1, 2, 3];
    let oldest: i32 = ages.iter().max().unwrap();
    println!("{oldest}");
}
