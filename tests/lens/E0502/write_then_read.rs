fn main() {
    let mut scores = vec![3, 1, 2];
    let best = scores.iter_mut().max().unwrap();
    println!("{} scores", scores.len());
    *best += 1;
}
