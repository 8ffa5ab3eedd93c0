fn main() {
    let ages = vec![1, 2, 3];
    let adults = ages.iter().filter(|age| *age > 2).count();
    println!("{adults}");
}
