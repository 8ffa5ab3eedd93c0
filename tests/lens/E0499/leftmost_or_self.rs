struct Node { left: Option<Box<Node>>, v: i32 }
impl Node {
    fn leftmost(&mut self) -> &mut Node {
        if let Some(l) = &mut self.left {
            l.leftmost()
        } else {
            self
        }
    }
}
fn main() { Node { left: None, v: 1 }.leftmost().v = 2; }
