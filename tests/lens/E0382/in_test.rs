#[derive(Debug, PartialEq)]
struct Point {
    tags: Vec<u8>,
}

fn shifted(point: Point) -> Point {
    point
}

fn main() {
    let start = Point { tags: vec![1] };
    let end = shifted(start);
    assert_eq!(start, end);
}
