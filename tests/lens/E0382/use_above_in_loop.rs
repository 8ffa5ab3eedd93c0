fn main() {
    let mut names = vec![String::from("Bo")];
    let mut groups = Vec::new();
    while groups.len() < 2 {
        names.push(String::from("Cy"));
        groups.push(names);
    }
}
