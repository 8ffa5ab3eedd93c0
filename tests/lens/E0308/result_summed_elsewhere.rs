fn halved(grams: u32) -> Option<u32> {
    grams / 2
}

fn total(recipe: &[u32]) -> u32 {
    let mut sum = 0;
    for grams in recipe {
        sum += halved(*grams);
    }
    sum
}

fn main() {
    println!("{}", total(&[500, 120, 80]));
}
