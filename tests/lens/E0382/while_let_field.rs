struct Stop {
    name: &'static str,
    next: Option<Box<Stop>>,
}

fn walk(first: Stop) {
    while let Some(stop) = first.next {
        println!("{}", stop.name);
    }
}

fn main() {
    walk(Stop { name: "harbor", next: None });
}
