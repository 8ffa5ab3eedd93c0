fn label(names: &[String], suffix: &str) -> String {
    let first: String = &names[0];
    format!("{first}{}", sufix)
}

fn main() {
    println!("{}", label(&["Ines".to_owned()], "!"));
}
