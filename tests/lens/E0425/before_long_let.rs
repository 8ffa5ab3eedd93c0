struct Cake {
    name: String,
    slices: u32,
}

fn main() {
    println!("{} {}", cake.name, cake.slices);
    let cake = Cake {
        name: String::from("plum"),
        slices: 8,
    };
}
