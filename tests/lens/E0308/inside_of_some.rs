fn starts_with_salt(herbs: &[&str]) -> bool {
    herbs.first() == Some(&String::from("salt"))
}

fn main() {
    println!("{}", starts_with_salt(&["salt", "thyme"]));
}
