struct Point {
    x: i32,
    y: i32,
}

fn main() {
    let p = Point(1, 2);
    println!("{} {}", p.x, p.y);
}
