#[derive(Debug Clone)]
struct Leaf;

fn main() {
    println!("{:?}", Leaf.clone());
}
