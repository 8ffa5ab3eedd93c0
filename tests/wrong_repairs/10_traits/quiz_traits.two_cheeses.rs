// Quiz: a farm shop. Everything that it sells has the trait `Summary`, and a price has a
// type of its own. The code breaks three rules of this chapter, each in another place.
//
// Make this true:
// - `{}` shows a price in euros: 1250 cents as "12.50 euros", 705 cents as "7.05 euros".
//   (`705 / 100` is 7, and `705 % 100` is 5, the remainder.)
// - Eggs keep the whole promise of the trait. One egg costs 35 cents.
// - `basket` puts goods of different types into one Vec, the cheese first.

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
    vec![Box::new(cheese), Box::new(Cheese { grams: eggs.count })]
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
