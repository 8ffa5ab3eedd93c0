struct Cart {
    items: Vec<String>,
}

impl Cart {
    fn empty_out(&mut self) -> Vec<String> {
        self.items
    }
}

fn main() {
    let mut cart = Cart { items: vec![String::from("tea")] };
    println!("{}", cart.empty_out().len());
}
