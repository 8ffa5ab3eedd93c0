// The box asks for `'static`, and `T` may be a type with references.
trait Shape {
    fn area(&self) -> f64;
}

struct Square<T>(T);

impl<T: Into<f64> + Copy> Shape for Square<T> {
    fn area(&self) -> f64 {
        self.0.into() * self.0.into()
    }
}

fn boxed<T: Into<f64> + Copy>(side: T) -> Box<dyn Shape> {
    Box::new(Square(side))
}

fn main() {
    println!("{}", boxed(3_u8).area());
}
