fn squares(count: u32) -> Vec<u32> {
    let mut found = Vec::new();
    for n in 0..count {
        found.push(n * n);
        found
    }
}

fn main() {
    println!("{:?}", squares(4));
}
