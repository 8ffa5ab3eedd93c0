fn main() {
    const mut count = 0;
    count += 1;
    println!("{count}");
}
