fn main() {
    let n = 5;
    if n > 2 and n < 9 {
        println!("between");
    }
}
