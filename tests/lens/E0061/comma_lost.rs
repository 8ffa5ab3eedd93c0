fn longer<'a>(one: &'a str, other: &'a str) -> &'a str {
    if one.len() > other.len() { one } else { other }
}

fn apart(from: i32, to: i32) -> i32 {
    (from - to).abs()
}

fn main() {
    let (tea, coffee) = (String::from("tea"), String::from("coffee"));
    println!("{}", longer(&tea[1..], &coffee));
    println!("{}", apart(3 -4));
    println!("{}", apart(3 - 4));
}
