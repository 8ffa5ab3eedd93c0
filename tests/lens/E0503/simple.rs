fn main() {
    let mut value = 3;
    let borrow = &mut value;
    let sum = value + 1;
    *borrow += 1;
    println!("{sum}");
}
