// Quiz: a farm shop. Everything that it sells has the trait `Summary`.
//
// - The default `summarize` shows a price with `{}`, so `Price` needs `Display`.
// - `Eggs` had not written `price`, a method that the trait has no default for.
// - Goods of different types fit in one Vec if each is in a `Box<dyn Summary>`.

use std::fmt::{self, Display, Formatter};

struct Price {
    cents: u32,
}

impl Display for Price {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        // `{:02}` keeps the zero in 7.05.
        write!(f, "{}.{:02} euros", self.cents / 100, self.cents % 100)
    }
}

trait Summary {
    fn price(&self) -> Price;

    fn summarize(&self) -> String {
        format!("today for {}", self.price())
    }
}

struct Cheese {
    grams: u32,
}

impl Summary for Cheese {
    fn price(&self) -> Price {
        let cents = 2 * self.grams;
        Price { cents }
    }
}

struct Eggs {
    count: u32,
}

impl Summary for Eggs {
    // There's no default for this method, so every type must write it.
    fn price(&self) -> Price {
        let cents = 35 * self.count;
        Price { cents }
    }
}

fn basket(cheese: Cheese, eggs: Eggs) -> Vec<Box<dyn Summary>> {
    vec![Box::new(cheese), Box::new(eggs)]
}

fn main() {
    for goods in basket(Cheese { grams: 500 }, Eggs { count: 6 }) {
        println!("{}", goods.summarize());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_basket_shows_the_price_of_all_goods() {
        let goods = basket(Cheese { grams: 625 }, Eggs { count: 3 });
        let texts: Vec<String> = goods.iter().map(|g| g.summarize()).collect();
        let wanted = ["today for 12.50 euros", "today for 1.05 euros"];
        assert_eq!(texts, wanted, "the cheese first, prices in euros");
        assert_eq!(Eggs { count: 10 }.price().cents, 350, "35 cents an egg");
    }
}
