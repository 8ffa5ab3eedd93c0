pub fn show(pairs: &[(u32, char)]) {
    for (number, letter in pairs {
        println!("{number}{letter}");
    }
}
