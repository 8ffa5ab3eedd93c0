// A parameter has a line to itself, and only the function's name is where it's defined.
fn paint(
    wall: &mut Vec<String>,
    colour: &str,
) {
    wall.push(colour.to_string());
}

fn main() {
    let mut wall = vec![String::from("white")];
    paint(&mut wall, "green");
    paint(&wall, "blue");
    println!("{wall:?}");
}
