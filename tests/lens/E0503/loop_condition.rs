fn main() {
    let mut left = 3;
    let counter = &mut left;
    while left > 0 {
        *counter -= 1;
    }
}
