struct Tree {
    children: Vec<Tree>,
    depth: u32,
}

fn main() {
    let mut root = Tree { children: vec![], depth: 0 };
    let mut stack = vec![&mut root];
    while let Some(node) = stack.pop() {
        node.depth += 1;
        for child in &mut node.children {
            stack.push(child);
        }
    }
    let top = &mut root;
    let other = &mut root;
    top.depth += other.depth;
}
