struct Point {
    x: i32,
    y: i32,
}

fn main() {
    let a = Point { x: 1, y: 2 };
    let b = Point { x: 3, y: 4 };
    let sum = a + b;
    println!("{} {}", sum.x, sum.y);
}
