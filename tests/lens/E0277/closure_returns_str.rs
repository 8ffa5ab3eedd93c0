// The type of the closure is written elsewhere, and there it lacks a `&`.
fn greet(choose: Box<dyn Fn(&'static str) -> str>) {
    choose("Good morning");
}

fn main() {
    greet(Box::new(|words| *words.trim()));
}
