// The vector keeps its closures for as long as they like.
struct Button {
    handlers: Vec<Box<dyn Fn()>>,
}

impl Button {
    fn on_press<F: Fn()>(&mut self, handler: F) {
        self.handlers.push(Box::new(handler));
    }
}

fn main() {
    let mut button = Button { handlers: Vec::new() };
    button.on_press(|| println!("pressed"));
    button.handlers.iter().for_each(|handler| handler());
}
