struct Parcel {
    street: String,
    weight: bool,
}

fn main() {
    let first = Parcel { street: String::from("Mill Lane"), weight: 12 };
    let second = Parcel { street: String::from("Dock Road"), weight: 7 };
    println!("{} {}", first.street, second.street);
}
