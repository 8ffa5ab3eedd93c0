fn sign(name: &str) -> String {
    format!("to {name}")
}

fn main() {
    println!("{}", sign("Market""));
    println!("{}", sign("Quay"));
}
