fn label(names: &[String]) -> String {
    let first: String = &names[0];
    format!("{first}{}", suffix)
}

fn main() {
    println!("{}", label(&["Ines".to_owned()]));
}
