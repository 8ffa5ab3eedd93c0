fn main() {
    let done = false;
    if not done {
        println!("go on");
    }
}
