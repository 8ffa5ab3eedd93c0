// A gardener reads seeds from a note. The line that should call `seed` has gone missing.

fn seed(line: &str) -> String {
    line.trim().to_lowercase()
}

fn plant(rows: &[String]) {
    println!("planted {} rows", rows.len());
}

fn main() {
    println!("first: {}", seed(" Bean "));
    for one in seeds.iter() {
        println!("{one}");
    }
    plant(&seeds);
}
