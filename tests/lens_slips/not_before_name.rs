fn main() {
    let door = vec![1];
    if not door.is_empty() {
        println!("somebody is there");
    }
}
