fn main() {
    let mut stops = vec![String::from("Quay")];
    stops.push(String::from(""Market"));
    for stop in &stops {
        println!("{stop}");
    }
}
