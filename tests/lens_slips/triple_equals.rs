fn main() {
    let n = 5;
    if n === 5 {
        println!("five");
    }
}
