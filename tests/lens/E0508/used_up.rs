struct Coin {
    value: u32,
    year: String,
}

struct Purse {
    coins: [Coin; 2],
}

impl Purse {
    fn last(self) -> Coin {
        self.coins[1]
    }

    fn first(self) -> (Coin, usize) {
        let coin = self.coins[0];
        (coin, self.coins.len())
    }
}

fn main() {
    let coins = || [Coin { value: 1, year: String::new() }, Coin { value: 2, year: String::new() }];
    let last = Purse { coins: coins() }.last();
    println!("{} {}", last.value, last.year);
    println!("{}", Purse { coins: coins() }.first().1);
}
