fn shout(text: str) -> String {
    text.to_uppercase()
}

fn total(mut prices: &u32) -> u32 {
    prices += 1;
    prices
}

fn main() {
    println!("{}", shout("hey"));
    println!("{} {} {}", total(3), total(4), total(5));
}
