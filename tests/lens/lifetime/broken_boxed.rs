use std::fmt::Display;

fn make_greeter(
    name_of_the_guest: &str,
    greeting: String,
) -> Box<dyn Fn(&str) -> String> {
    Box::new(move |ending| format!("{greeting} {name_of_the_guest}{ending}"))
}

fn show(value: &impl Display) -> Box<dyn Display> {
    Box::new(format!("{value}"))
}

fn main() {
    println!("{}", make_greeter("Ada", "hello".to_owned())("!"));
    println!("{}", show(&3));
}
