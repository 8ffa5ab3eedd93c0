struct Drawer {
    socks: Vec<String>,
}

impl Drawer {
    fn count(&self) -> usize {
        self.len()
    }
}

fn main() {
    let drawer = Drawer { socks: Vec::new() };
    println!("{} {}", drawer.count(), drawer.len());
}
