// Two handlers are set up for one account: one pays in, one pays out.

#[derive(Debug)]
struct Account {
    owner: String,
    balance: i64,
}

impl Account {
    fn change(&mut self, by: i64) {
        self.balance += by;
    }
}

enum Order {
    In(i64),
    Out(i64),
}

fn work(account: &mut Account, orders: &[Order]) {
    let mut pay_in = |amount: i64| account.change(amount);
    let mut pay_out = |amount: i64| account.change(-amount);
    for order in orders {
        match order {
            Order::In(amount) => pay_in(*amount),
            Order::Out(amount) => pay_out(*amount),
        }
    }
}

fn main() {
    let mut account = Account { owner: String::from("Ada"), balance: 0 };
    work(&mut account, &[Order::In(500), Order::Out(120)]);
    println!("{} has {}", account.owner, account.balance);
}
