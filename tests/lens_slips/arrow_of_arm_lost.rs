pub fn season(month: u32) -> &'static str {
    match month {
        3..=5 => "spring",
        6..=8 "summer",
        9..=11 => "autumn",
        _ => "winter",
    }
}
