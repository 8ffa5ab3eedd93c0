fn main() {
    let age = 15;
    let is_guest = false;
    if not age > 18 && is_guest {
        println!("too young");
    }
}
