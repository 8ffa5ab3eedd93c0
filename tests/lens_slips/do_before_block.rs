pub fn count_to(n: u32) {
    for i in 1..=n do {
        println!("{i}");
    }
}
