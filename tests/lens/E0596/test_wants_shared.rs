struct Stack {
    items: Vec<u32>,
}

impl Stack {
    fn height(&mut self) -> usize {
        self.items.len()
    }
}

fn main() {
    let shelf = Stack { items: vec![7] };
    println!("{}", shelf.height());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn height_is_the_number_of_items() {
        let stack = Stack { items: vec![1, 2] };
        assert_eq!(stack.height(), 2);
    }
}
