struct Recipe {
    title: String,
    minutes: u32,
}

fn main() {
    let soup = Recipe {
        title: String::from("Soup"),
        minutes: 30,
    };
    let Recipe { name, .. } = soup;
    println!("{name}");
}
