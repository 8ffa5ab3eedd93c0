fn main() {
    let seats = ('A'..'E').flat_map(|row| (1..7).map(|n| format!("{row}{n}")));
    for seat in seats {
        println!("{seat} is free");
    }
}
