fn main() {
    let n = 5;
    if n < 2 or n > 4 {
        println!("outside");
    }
}
