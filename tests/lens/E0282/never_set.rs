fn main() {
    let reason;
    println!("closed: {reason}");
}
