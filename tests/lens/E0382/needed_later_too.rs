fn main() {
    let city = String::from("Oslo");
    let greet = move || println!("hello, {city}");
    greet();
    let again = &city;
    println!("{again}");
}
