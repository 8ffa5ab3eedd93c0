fn fare(stops: u32) {
    println!("{stops} stops");
}

fn main() {
    let price = fare(3);
    if price == 4 {
        println!("four");
    }
    assert_eq!(fare(2), 3, "one euro more than stops");
}
