struct Well {
    depth: u32,
}

impl Well {
    fn is_deep(&self) -> bool {
        self->depth > 20
    }
}

fn main() {
    println!("{}", Well { depth: 30 }.is_deep());
}
