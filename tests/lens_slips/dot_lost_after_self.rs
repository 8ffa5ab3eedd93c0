struct Basket {
    eggs: u32,
}

impl Basket {
    fn add(&mut self) {
        self eggs += 1;
    }
}

fn main() {
    let mut basket = Basket { eggs: 2 };
    basket.add();
    println!("{}", basket.eggs);
}
