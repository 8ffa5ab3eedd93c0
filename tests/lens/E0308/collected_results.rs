fn halved(grams: u32) -> Option<u32> {
    grams / 2
}

fn main() {
    let recipe = [500, 120, 80];
    let small: Vec<u32> = recipe.iter().map(|grams| halved(*grams)).collect();
    println!("{small:?}");
}
