struct Stack {
    top: Option<Box<Plate>>,
}

struct Plate {
    size: u32,
    below: Option<Box<Plate>>,
}

impl Stack {
    fn pop(&mut self) -> Option<u32> {
        match self.top {
            None => None,
            Some(plate) => {
                self.top = plate.below;
                Some(plate.size)
            }
        }
    }
}

fn main() {
    let mut stack = Stack { top: None };
    println!("{:?}", stack.pop());
}
