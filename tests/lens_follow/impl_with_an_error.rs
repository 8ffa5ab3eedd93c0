struct Menu {
    dishes: Vec<String>,
}

impl Menu<u8> {
    fn longest(&self) -> usize {
        self.dishes.iter().map(String::len).max().unwrap_or(0)
    }
}

fn main() {
    let menu = Menu { dishes: vec![] };
    println!("{}", menu.longest());
}
