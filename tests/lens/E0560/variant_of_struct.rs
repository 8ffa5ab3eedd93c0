#[derive(Default)]
struct Settings {
    volume: u8,
    muted: bool,
}

fn main() {
    let quiet = Settings {
        volume: 1,
        loud: false,
        ..Settings::default()
    };
    println!("{} {}", quiet.volume, quiet.muted);
}
