fn main() {
    let shelves: Vec<Option<u32> = vec![Some(3), None];
    println!("{}", shelves.len());
}
