fn main() {
    let mut rate = 2;
    let price = |n: i32| n * rate;
    rate = 3;
    println!("{}", price(4));
}
