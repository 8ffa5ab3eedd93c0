fn split_pair(s: &str) -> (&str, &str) {
    let s = s.to_lowercase();
    let (a, b) = s.split_once('=').unwrap();
    return (a, b);
}
fn main() { println!("{:?}", split_pair("a=b")); }
