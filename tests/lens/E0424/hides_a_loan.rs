struct Purse {
    cents: i64,
}

impl Purse {
    fn pay(by: i64) {
        self.cents -= by;
    }
}

fn main() {
    let mut purse = Purse { cents: 900 };
    let mut bread = || purse.pay(300);
    let mut milk = || purse.pay(150);
    bread();
    milk();
    bread();
    println!("{}", purse.cents);
}
