use std::sync::Arc;

struct Pond {
    frogs: u32,
}

impl Pond {
    fn count(&self) -> u32 {
        self.frogs
    }
}

fn main() {
    let pond = Arc::new(Pond { frogs: 7 });
    let name = String::from(" lily ");
    println!("{} {}", pond.cuont(), name.tirm());
}
