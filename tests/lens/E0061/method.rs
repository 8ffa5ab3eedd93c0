struct Account {
    balance: i64,
}

impl Account {
    fn deposit(&mut self, amount: i64) {
        self.balance += amount;
    }
}

fn main() {
    let mut account = Account { balance: 0 };
    account.deposit();
    Account::deposit(5);
    println!("{}", account.balance);
}
