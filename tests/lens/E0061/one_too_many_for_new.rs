fn main() {
    let tags = vec![String::from("east"), String::from("west", "wide")];
    println!("{tags:?}");
}
