pub fn colour(code: u8) -> &'static str {
    match code {
        0 => "black";
        _ => "white",
    }
}
