#[derive(debug)]
struct Leaf;

fn main() {
    println!("{:?}", Leaf);
}
