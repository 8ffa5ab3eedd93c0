fn weigh(parts: &[u32]) -> u32 {
    parts.iter().sum()
}

fn pack(parts: Vec<u32>) -> (Vec<u32>, u32) {
    (parts, weigh(&parts))
}

fn main() {
    println!("{:?}", pack(vec![3, 4]));
}
