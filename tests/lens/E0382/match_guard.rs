#[derive(Debug)]
enum Parcel {
    Letter(String),
    Box { sender: String, weight: u32 },
}

fn main() {
    let parcel = Parcel::Box {
        sender: String::from("Mia"),
        weight: 4,
    };
    match parcel {
        Parcel::Letter(text) => println!("{text}"),
        Parcel::Box { sender, weight } if weight > 2 => println!("heavy, from {sender}"),
        Parcel::Box { .. } => {}
    }
    println!("{parcel:?}");
}
