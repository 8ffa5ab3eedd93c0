trait Area {
    fn area(&self) -> f64;
}

struct Square(f64);

fn main() {
    println!("{}", Square(2.0).area());
}
