// `mut self` would compile, but what's added would be dropped with `self`.
struct Basket {
    apples: Vec<u32>,
}

impl Basket {
    fn put(self, grams: u32) {
        self.apples.push(grams);
    }
}

fn main() {
    let mut basket = Basket { apples: vec![120] };
    basket.put(95);
}
