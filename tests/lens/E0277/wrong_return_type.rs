fn label(stall: u32) -> Option<String> {
    format!("stall {stall}")
}

fn main() {
    println!("{}", label(4));
}
