fn size(count: i32) -> &'static str {
    match count {
        n if n < 10 => "few",
        n if n >= 10 => "many",
    }
}

fn main() {
    println!("{}", size(3));
}
