fn main() {
    let n = 3;
    let mut lines: Vec<&str> = Vec::new();
    lines.push(&format!("line {n}"));
    println!("{lines:?}");
}
