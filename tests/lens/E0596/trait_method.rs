trait Shape {
    fn grow(&self);
}

struct Square {
    side: Vec<u32>,
}

impl Shape for Square {
    fn grow(&self) {
        self.side.push(1);
    }
}

fn main() {
    Square { side: vec![] }.grow();
}
