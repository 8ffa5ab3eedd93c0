fn main() {
    let names = ["ada", "bo"];
    let loud: Vec<&str> = names
        .iter()
        .map(|name| {
            let upper = name.to_uppercase();
            upper.as_str()
        })
        .collect();
    println!("{loud:?}");
}
