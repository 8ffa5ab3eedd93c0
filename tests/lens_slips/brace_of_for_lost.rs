fn main() {
    let numbers = [1, 2, 3];
    let mut sum = 0;
    for n in numbers {
        sum += n;

    println!("{sum}");
}
