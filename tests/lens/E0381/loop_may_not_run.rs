fn main() {
    let last: u32;
    for n in [1, 2, 3] {
        last = n;
        break;
    }
    println!("{last}");
}
