use std::num::ParseIntError;

fn pages(label: &str) -> Result<u32, ParseIntError> {
    label.trim().parse()
}

fn main() -> Result<(), ParseIntError> {
    let novel = pages(" 312")?;
    let poems = pages("48 ");
    println!("{novel} and {poems}");
    let first = [7, 8].first();
    println!("{}", first);
    Ok(())
}
