struct Node { next: Option<Box<Node>> }
fn push(head: &mut Option<Box<Node>>) {
    let mut cur = head;
    while let Some(node) = cur.as_mut() {
        cur = &mut node.next;
    }
    *cur = Some(Box::new(Node { next: None }));
}
fn main() { push(&mut None); }
