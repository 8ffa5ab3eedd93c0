fn age(text: &str) {
    match text.parse::<u8>() {
        Ok(age) => Ok(age),
        Err(error) => Err(error.to_string()),
    }
}

fn ages(line: &str) -> Result<Vec<u8>, String> {
    line.split(' ').map(age).collect()
}

fn main() {
    println!("{:?}", ages("7 41"));
}
