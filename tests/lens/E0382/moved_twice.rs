fn hang_up(coat: String) {
    println!("hung up: {coat}");
}

fn main() {
    let coat = String::from("green");
    hang_up(coat);
    hang_up(coat);
    hang_up(coat);
    println!("where is the {coat} one?");
}
