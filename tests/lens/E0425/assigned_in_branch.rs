fn fare(age: u32) -> u32 {
    if age < 6 {
        price = 0;
        println!("free: {price}");
    }
    price + 1
}

fn ticket(age: u32) -> String {
    place = "deck";
    format!("{place}: {}", fare(age))
}

fn main() {
    let place = "cabin";
    println!("{place} {}", ticket(4));
}
