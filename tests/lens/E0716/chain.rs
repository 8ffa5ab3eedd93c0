fn main() {
    let path = std::env::var("HOME").unwrap_or_default().trim_end_matches('/');
    println!("{path}");
}
