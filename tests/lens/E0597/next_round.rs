fn main() {
    let mut stack: Vec<&i32> = Vec::new();
    let mut n = 0;
    while n < 3 {
        let square = n * n;
        if let Some(top) = stack.last() {
            println!("{top}");
        }
        stack.push(&square);
        n += 1;
    }
}
