struct Parcel {
    address: String,
}

fn send(parcel: Parcel, weight: u32) -> String {
    format!("{weight} kg to {}", parcel.address)
}

fn main() {
    let address = String::from("Bergen");
    let seen = &address;
    let label = send(Parcel { address }, 2);
    drop(seen);
    println!("{label}");
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_label_has_weight_and_address() {
        let address = String::from("Oslo");
        assert_eq!(super::send(super::Parcel { address }, 3), "3 kg to Oslo");
    }
}
