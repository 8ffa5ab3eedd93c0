fn main() {
    let pair = (String::from("a"), 1);
    let (text, n) = pair;
    text.push('!');
    println!("{text} {n}");
}
