fn main() {
    let trees = vec!["oak", "elm"];
    for (tree : trees) {
        println!("{tree}");
    }
}
