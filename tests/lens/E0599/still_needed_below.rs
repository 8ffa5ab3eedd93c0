// `into_iter` would use up what line 5 goes through.
fn main() {
    let heights = vec![3, 5, 8];
    let tall = heights.filter(|height| **height > 4).count();
    for height in &heights {
        println!("{height} of {tall}");
    }
}
