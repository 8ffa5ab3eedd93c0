fn main() {
    let queue = Some(vec![1, 2]);
    while let Some(items) = queue {
        println!("{}", items.len());
    }
}
