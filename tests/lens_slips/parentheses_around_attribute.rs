#(derive(Debug))
struct Leaf;

fn main() {
    println!("{:?}", Leaf);
}
