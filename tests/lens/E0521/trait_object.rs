trait Shape {
    fn corners(&self) -> u32;
}

impl Shape for &u32 {
    fn corners(&self) -> u32 {
        **self
    }
}

impl dyn Shape {
    fn show(&self) {
        println!("{} corners", self.corners());
    }
}

fn describe<'a>(number: &'a &'a u32) {
    let shape: &dyn Shape = number;
    shape.show();
}

fn main() {
    describe(&&3);
}
