fn main() {
    let trees = vec!["oak", "elm"];
    for (let tree of trees) {
        println!("{tree}");
    }
}
