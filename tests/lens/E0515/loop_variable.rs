use std::fmt::Display;
fn show_all<'a>(items: &'a [i32]) -> Vec<&'a dyn Display> {
    let mut out: Vec<&dyn Display> = Vec::new();
    for i in items.iter().map(|i| i * 2) {
        out.push(&i);
    }
    out
}
fn main() { println!("{}", show_all(&[1]).len()); }
