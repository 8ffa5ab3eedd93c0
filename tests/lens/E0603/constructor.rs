mod units {
    pub struct Meters(f64);

    impl Meters {
        pub fn new(length: f64) -> Self {
            Self(length)
        }
        pub fn value(&self) -> f64 {
            self.0
        }
    }
}

fn main() {
    let long = units::Meters(3.0);
    println!("{} {}", long.value(), units::Meters::new(1.0).value());
}
