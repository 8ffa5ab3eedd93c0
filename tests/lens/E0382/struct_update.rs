#[derive(Debug)]
struct Recipe {
    title: String,
    steps: Vec<String>,
    minutes: u32,
}

fn main() {
    let pancakes = Recipe {
        title: String::from("Pancakes"),
        steps: vec![String::from("Stir."), String::from("Fry.")],
        minutes: 25,
    };
    let waffles = Recipe {
        title: String::from("Waffles"),
        ..pancakes
    };
    println!("{pancakes:?}");
    println!("{waffles:?}");
}
