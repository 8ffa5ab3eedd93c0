mod shapes {
    pub struct Circle;

    impl Circle {
        pub fn new() -> Self {
            Circle
        }
    }
}

fn main() {
    let _circle = Circle::new();
}
