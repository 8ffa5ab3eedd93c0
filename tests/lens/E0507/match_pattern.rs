enum Shape {
    Named(String),
    Circle(f64),
}

fn describe(shape: &Shape) -> String {
    match *shape {
        Shape::Named(name) => name,
        Shape::Circle(r) => format!("circle {r}"),
    }
}

fn main() {
    println!("{}", describe(&Shape::Named(String::from("blob"))));
    println!("{}", describe(&Shape::Circle(1.0)));
}
