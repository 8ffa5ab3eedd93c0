struct Parcel {
    address: String,
    grams: u32,
}

fn stamp(parcel: Parcel) -> u32 {
    parcel.grams + 5
}

fn main() {
    let parcel = Parcel { address: String::from("Rome"), grams: 900 };
    let first = stamp(parcel);
    let second = stamp(parcel);
    println!("{first} {second}");

    let boxes = vec![first, second];
    for grams in boxes {
        println!("{grams}");
    }
    if first > 3 {
        println!("{boxes:?}");
    }
}
