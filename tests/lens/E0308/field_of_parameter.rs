struct Jar {
    plums: u32,
}

fn jar(plums: Option<u32>) -> Jar {
    Jar { plums }
}

fn main() {
    println!("{}", jar(Some(3)).plums);
}
