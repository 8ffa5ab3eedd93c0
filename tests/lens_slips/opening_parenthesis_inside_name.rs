enum Shape {
    Oblongu32, u32),
}

fn main() {
    let Shape::Oblong(width, height) = Shape::Oblong(3, 4);
    println!("{}", width * height);
}
