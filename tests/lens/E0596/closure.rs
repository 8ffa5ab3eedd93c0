fn main() {
    let mut count = 0;
    let up = || count += 1;
    up();
    println!("{count}");
}
