// `mut` alone doesn't do: the second value would need a name that has moved away.
struct Badge {
    name: String,
}

fn main() {
    let name = String::from("Ida");
    let badge = Badge { name };
    badge = Badge { name };
    println!("{}", badge.name);
}
