fn main() {
    let a = 1;
    let b = 2;
    if a == 1 && b = 2 {
        println!("both");
    }
}
