fn main() {
    mut count = 0;
    count += 1;
    println!("{count}");
}
