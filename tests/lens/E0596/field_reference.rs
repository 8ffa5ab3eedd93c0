struct Basket<'a> {
    fruits: &'a Vec<String>,
}

impl Basket<'_> {
    fn add(&mut self, fruit: &str) {
        self.fruits.push(fruit.to_string());
    }
}

fn main() {
    let fruits = Vec::new();
    let mut basket = Basket { fruits: &fruits };
    basket.add("pear");
    println!("{}", fruits.len());
}
