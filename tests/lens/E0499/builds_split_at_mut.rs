// The program builds what `split_at_mut` does, so that's no way out.
fn parts(seats: &mut [u8], row: usize) -> (&mut [u8], &mut [u8]) {
    let front = &mut seats[..row];
    let back = &mut seats[row..];
    (front, back)
}

fn main() {
    let mut seats = [0; 6];
    let (front, back) = parts(&mut seats, 2);
    println!("{} {}", front.len(), back.len());
}
