fn main() {
    let mut total = 0;
    let mut writers = Vec::new();
    for _ in 0..3 {
        writers.push(&mut total);
    }
    *writers[0] += 1;
}
