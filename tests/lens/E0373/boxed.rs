fn greeter(name: String) -> Box<dyn Fn() -> String> {
    Box::new(|| format!("hello {name}"))
}

fn main() {
    println!("{}", greeter(String::from("Ada"))());
}
