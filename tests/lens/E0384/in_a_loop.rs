fn main() {
    let sum = 0;
    for n in 1..4 {
        sum += n;
    }
    println!("{sum}");
}
