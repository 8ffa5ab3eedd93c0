trait Shape {
    const SIDES: u32;
    fn area(&self) -> f64;
    fn describe(&self) -> String {
        format!("{} sides, area {}", Self::SIDES, self.area())
    }
}

struct Square(f64);

impl Shape for Square {}

fn main() {
    println!("{}", Square(2.0).describe());
}
