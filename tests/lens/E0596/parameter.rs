fn add(names: &Vec<String>) {
    names.push(String::from("Bo"));
}

fn main() {
    let mut names = Vec::new();
    add(&names);
    names.push(String::new());
}
