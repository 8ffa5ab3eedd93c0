struct Node { v: i32, next: Option<Box<Node>> }
fn remove(head: &mut Option<Box<Node>>, v: i32) {
    let mut cur = head;
    while let Some(node) = cur {
        if node.v == v {
            *cur = node.next.take();
            return;
        }
        cur = &mut node.next;
    }
}
fn main() { remove(&mut None, 1); }
