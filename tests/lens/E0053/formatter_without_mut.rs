use std::fmt;

struct Degrees(f64);

impl fmt::Display for Degrees {
    fn fmt(&self, out: &fmt::Formatter) -> fmt::Result {
        write!(out, "{:.1} degrees", self.0)
    }
}

fn main() {
    println!("{}", Degrees(3.25));
}
