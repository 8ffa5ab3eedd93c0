// `by_ref()` would compile, but `count` leaves nothing of the iterator.
fn main() {
    let readings = [3, 8, 1, 9].iter();
    let high = readings.filter(|one| **one > 5).count();
    let all = readings.count();
    println!("{high} of {all}");
}
