fn swap_heights(a: &mut u32, b: &mut u32) {
    std::mem::swap(a, b);
}

fn main() {
    let mut heights = [3, 5, 8];
    swap_heights(&mut heights[0], &mut heights[2]);
    println!("{heights:?}");
}
