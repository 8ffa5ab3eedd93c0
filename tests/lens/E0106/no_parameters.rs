#[derive(Debug)]
struct Missing;

fn read() -> Result<&str, Missing> {
    let text = String::from("plum");
    Ok(text.as_str())
}

fn main() {
    println!("{:?}", read());
}
