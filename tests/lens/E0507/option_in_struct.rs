struct Node {
    value: u32,
    next: Option<Box<Node>>,
}

fn second(node: &Node) -> u32 {
    node.next.unwrap().value
}

fn main() {
    let tail = Node { value: 2, next: None };
    let head = Node { value: 1, next: Some(Box::new(tail)) };
    println!("{} {}", head.value, second(&head));
}
