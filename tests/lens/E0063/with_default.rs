#[derive(Debug, Default)]
struct Settings {
    width: u32,
    height: u32,
    is_dark: bool,
    title: String,
    depth: u32,
}

fn main() {
    let settings = Settings { width: 80 };
    println!("{settings:?}");
}
