fn page(text: &str) -> Option<u16> {
    text.trim().parse()
}

fn main() {
    println!("{:?}", page(" 12 "));
}
