use std::fs;

#[derive(Debug)]
struct ConfigError;

fn read() -> Result<String, ConfigError> {
    let text = fs::read_to_string("config")?;
    Ok(text)
}

fn main() {
    println!("{:?}", read());
}
