#[derive(Clone, Copy)]
struct Point {
    x: i32,
}

fn main() {
    let place = Some(Point { x: 1 });
    if let Some(point) = place {
        point.x = 5;
        println!("{}", point.x);
    }
    println!("{}", place.map_or(0, |point| point.x));
}
