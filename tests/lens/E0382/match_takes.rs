fn main() {
    let parcel = Some(String::from("lamp"));
    match parcel {
        Some(text) => println!("{text}"),
        None => println!("nothing"),
    }
    println!("{}", parcel.is_some());
}
