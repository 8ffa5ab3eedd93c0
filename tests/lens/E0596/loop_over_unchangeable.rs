fn main() {
    let shelves = [vec!["tea", "salt"], vec!["jam"], vec![]];
    for shelf in &shelves {
        shelf.push("sugar");
    }
    println!("{:?}", shelves[0]);
}
