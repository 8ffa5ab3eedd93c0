// Two lines get in the way of the same borrow: it has to begin behind both.
fn longest(names: &[String]) -> &str {
    names.iter().max_by_key(|name| name.len()).map_or("", |name| name)
}

fn main() {
    let mut names = vec![String::from("Ida"), String::from("Oskar")];
    let winner = longest(&names);
    names.push(String::from("Henriette"));
    names.sort();
    println!("{winner}");
}
