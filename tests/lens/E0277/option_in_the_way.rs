fn label(code: u32) -> &'static Option<str> {
    match code {
        1 => "sugar",
        2 => "flour",
        _ => "unknown",
    }
}

fn main() {
    println!("{}", label(2).len());
}
