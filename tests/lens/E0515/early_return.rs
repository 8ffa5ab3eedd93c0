fn pick(flag: bool) -> &'static str {
    let text = String::from("draft");
    if flag {
        return &text;
    }
    "none"
}

fn main() {
    println!("{}", pick(true));
}
