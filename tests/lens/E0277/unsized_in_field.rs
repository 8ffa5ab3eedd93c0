struct Menu {
    dishes: Vec<str>,
    day: u8,
}

fn main() {
    let menu = Menu { dishes: Vec::new(), day: 5 };
    println!("day {}", menu.day);
}
