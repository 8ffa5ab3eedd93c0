struct Node {
    next: Option<Box<Node>>,
    value: u32,
}

fn main() {
    let mut list = Node { next: None, value: 1 };
    let cursor = &mut list;
    list = Node { next: None, value: 2 };
    cursor.value += 1;
    println!("{} {}", list.value, list.next.is_some());
}
