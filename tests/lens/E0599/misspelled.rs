fn main() {
    let mut names = vec!["Ada"];
    names.push_bak("Grace");
    println!("{names:?}");
}
