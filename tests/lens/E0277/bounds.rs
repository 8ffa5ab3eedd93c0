use std::collections::HashMap;
use std::fmt::Display;

struct Tag(u8);

#[derive(Debug)]
struct Crate {
    tag: Tag,
}

trait Weigh {
    fn weight(&self) -> u32;
}

fn show<T: Display>(value: T) -> String {
    format!("{value}")
}

fn line(text: str) -> usize {
    text.len()
}

fn main() {
    println!("{}", show(Tag(1)));
    let mut weights: HashMap<Tag, u32> = HashMap::new();
    weights.insert(Tag(2), 3);
    let things: Vec<Box<dyn Weigh>> = vec![Box::new(Tag(3))];
    println!("{} {}", things.len(), Tag(4) + 1);
    println!("{}", line("a"));
    println!("{:?}", Crate { tag: Tag(5) });
}
