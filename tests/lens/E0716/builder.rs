#[derive(Default)]
struct Menu {
    dishes: Vec<String>,
}

impl Menu {
    fn dish(&mut self, name: &str) -> &mut Self {
        self.dishes.push(name.to_string());
        self
    }
}

fn main() {
    let menu = Menu::default().dish("soup").dish("rice");
    menu.dish("tea");
    println!("{}", menu.dishes.len());
}
