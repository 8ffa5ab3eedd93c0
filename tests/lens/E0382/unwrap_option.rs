struct Form {
    name: Option<String>,
}

fn main() {
    let form = Form { name: Some(String::from("Ada")) };
    let name = form.name.unwrap();
    println!("{name} {}", form.name.is_some());
}
