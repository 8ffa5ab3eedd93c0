struct Stack {
    items: Vec<u32>,
}

fn main() {
    let stack = Stack { items: vec![1] };
    println!("{} {}", stack.items.len(), stack.height());
}
