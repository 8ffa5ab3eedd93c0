// A shop looks up one article and, while it has that at hand, prepares a closure for sales.

use std::collections::HashMap;

#[derive(Debug, Default)]
struct Article {
    count: u32,
    price: u32,
}

struct Shop {
    articles: HashMap<String, Article>,
    income: u32,
}

impl Shop {
    fn sell(&mut self, name: &str, count: u32) -> bool {
        let Some(article) = self.articles.get_mut(name) else {
            return false;
        };
        if article.count < count {
            return false;
        }
        article.count -= count;
        self.income += article.price * count;
        true
    }
}

fn day(shop: &mut Shop, wishes: &[(&str, u32)]) -> u32 {
    let tea = shop.articles.get("tea");
    let mut sell = |wish: &(&str, u32)| shop.sell(wish.0, wish.1);
    let served = wishes.iter().filter(|wish| sell(wish)).count();
    println!("{served} of {} were served, tea was {tea:?}", wishes.len());
    shop.income
}

fn main() {
    let mut shop = Shop { articles: HashMap::new(), income: 0 };
    shop.articles.insert("tea".to_string(), Article { count: 5, price: 300 });
    println!("{}", day(&mut shop, &[("tea", 2), ("tea", 9)]));
}
