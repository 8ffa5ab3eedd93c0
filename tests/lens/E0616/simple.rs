mod bank {
    pub struct Account {
        balance: i64,
    }

    impl Account {
        pub fn open() -> Account {
            Account { balance: 100 }
        }
    }
}

fn main() {
    let account = bank::Account::open();
    println!("{}", account.balance);
}
