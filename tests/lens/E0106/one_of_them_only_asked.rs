// `season` only chooses: what's returned comes from the other two.
fn pick(warm: Option<&str>, cold: &str, season: &str) -> &str {
    match season {
        "winter" => cold,
        _ => warm.unwrap_or(cold),
    }
}

fn main() {
    println!("{}", pick(None, "tea", "winter"));
}
