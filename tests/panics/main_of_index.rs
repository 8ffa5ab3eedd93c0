fn main() {
    let numbers = [1, 2, 3];
    let mut sum = 0;
    let mut i = 0;
    while i <= numbers.len() {
        sum += numbers[i];
        i += 1;
    }
    println!("{sum}");
}
