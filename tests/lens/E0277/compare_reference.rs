fn main() {
    let ages = vec![8, 34, 17, 61];
    let adults = ages.iter().filter(|age| *age > 17).count();
    println!("{adults} may vote");
}
