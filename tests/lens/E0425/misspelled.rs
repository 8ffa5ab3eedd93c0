fn main() {
    let total = [3, 4, 5].iter().sum::<i32>();
    println!("{}", totl + 1);
}
