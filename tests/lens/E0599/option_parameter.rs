fn initials(name: Option<&str>) -> String {
    let words = name.split(' ');
    words.filter_map(|word| word.chars().next()).collect()
}

fn main() {
    println!("{}", initials("Ada Lovelace"));
    println!("{}", initials("Grace Hopper"));
}
