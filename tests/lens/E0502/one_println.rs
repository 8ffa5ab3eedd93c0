fn grow(sizes: &mut Vec<u32>) -> usize {
    sizes.push(1);
    sizes.len()
}

fn main() {
    let mut sizes = vec![3, 4];
    println!("{} of {}", sizes[0], grow(&mut sizes));
}
