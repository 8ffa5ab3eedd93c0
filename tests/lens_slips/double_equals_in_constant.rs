const LIMIT: u32 == 12;

fn main() {
    println!("{LIMIT}");
}
