fn main() {
    let mut scores = vec![10, 20, 30];
    let best = &scores[2];
    println!("a");
    println!("b");
    println!("c");
    println!("d");
    println!("e");
    scores.clear();
    println!("f");
    println!("g");
    println!("h");
    println!("i");
    println!("{best}");
}
