fn greeter(name: &str) -> Box<dyn Fn(&str) -> String> {
    Box::new(move |time| format!("Good {time}, {name}!"))
}

fn main() {
    let greet = greeter("Ines");
    println!("{}", greet("morning"));
}
