fn main() -> Result<(), std::num::ParseIntError> {
    let text = String::from("42");
    let number = text.parse()?;
    println!("{number}");
    Ok(())
}
