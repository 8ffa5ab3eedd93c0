pub fn distance() -> f64 {
    let f64 km = 4.2;
    km * 1000.0
}
