fn half(number: u32) -> Result<u32, String> {
    if number % 2 == 0 {
        Ok(number / 2)
    } else {
        Err(format!("{number} is odd"))
    }
}

fn main() {
    assert_eq!(half(8), Ok(4, "8 is even");
    println!("{:?}", half(7));
}
