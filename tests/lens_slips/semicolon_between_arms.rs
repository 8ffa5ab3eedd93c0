fn name(day: u32) -> &'static str {
    match day {
        6 => "Saturday";
        7 => "Sunday";
        _ => "a working day",
    }
}

fn main() {
    println!("{}", name(6));
}
