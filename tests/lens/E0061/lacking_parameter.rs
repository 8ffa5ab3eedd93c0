// A shelf is wide enough if all books fit side by side.

fn fits(books: u32, wide: u32) -> bool {
    books * thickness <= wide
}

fn main() {
    println!("{}", fits(12, 80, 3));
}
