// The parcel is handed over once too often.
fn hand_over(parcel: Vec<u8>) -> usize {
    parcel.len()
}

fn main() {
    let parcel = vec![1, 2, 3];
    let weight = hand_over(parcel);
    let label = &parcel;
    println!("{weight}, then {}", hand_over(parcel));
    println!("{label:?}");
}
