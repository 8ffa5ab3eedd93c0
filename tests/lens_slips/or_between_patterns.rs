fn is_weekend(day: u32) -> bool {
    match day {
        6 or 7 => true,
        _ => false,
    }
}

fn main() {
    println!("{}", is_weekend(7));
}
