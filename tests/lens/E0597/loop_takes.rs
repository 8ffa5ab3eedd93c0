struct Item {
    price: u32,
}

#[derive(Default)]
struct Shop<'a> {
    cheapest: Option<&'a Item>,
}

impl<'a> Shop<'a> {
    fn offer(&mut self, item: &'a Item) {
        if self.cheapest.is_none_or(|other| item.price < other.price) {
            self.cheapest = Some(item);
        }
    }
}

fn load() -> Vec<Item> {
    vec![Item { price: 3 }, Item { price: 2 }]
}

fn main() {
    let mut shop = Shop::default();
    for item in load() {
        shop.offer(&item);
    }
    println!("{}", shop.cheapest.map_or(0, |item| item.price));
}
