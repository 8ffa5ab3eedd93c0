fn main() {
    let mut ages = vec![1, 2, 3];
    ages.retain(|age| {
        *age += 1;
        *age > 2
    });
    println!("{ages:?}");
}
