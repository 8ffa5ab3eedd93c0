fn boxed(text: &str) -> Box<dyn Fn() -> usize> {
    Box::new(move || text.len())
}

fn main() {
    println!("{}", boxed("a")());
}
