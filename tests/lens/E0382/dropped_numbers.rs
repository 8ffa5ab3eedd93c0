struct Point {
    x: f64,
    y: f64,
}

struct Label {
    text: String,
}

fn main() {
    let corners = [Point { x: 0.0, y: 0.0 }, Point { x: 3.0, y: 4.0 }];
    drop(corners);
    println!("{} {}", corners[1].x, corners[1].y);

    let label = Label { text: String::from("north") };
    drop(label);
    println!("{}", label.text);
}
