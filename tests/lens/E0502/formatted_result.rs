// The list is needed as it was before the new entry.
fn check_in(guests: &mut Vec<String>, name: &str) -> String {
    let host = &guests[0];
    guests.push(name.to_string());
    format!("{host} welcomes {name}")
}

fn main() {
    let mut guests = vec!["Ada".to_string()];
    println!("{}", check_in(&mut guests, "Bo"));
}
