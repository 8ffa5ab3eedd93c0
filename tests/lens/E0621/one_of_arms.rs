// rustc points at the whole `match`; only its second arm is at fault.
fn label<'a>(names: &'a [String], number: usize, unknown: &str) -> &'a str {
    match names.get(number) {
        Some(name) => name,
        None => unknown,
    }
}

fn main() {
    let names = [String::from("first")];
    println!("{}", label(&names, 1, "none"));
}
