const LIMIT = 10;

fn main() {
    println!("{LIMIT}");
}
