mod bank {
    pub struct Account { pub owner: String, pub cents: u64 }
    impl Account {
        pub fn label(&self) -> &str {
            let label = format!("{}: {}", self.owner, self.cents);
            label.as_ref()
        }
    }
}
#[cfg(test)]
mod tests {
    use super::bank::Account;
    #[test]
    fn label() {
        let a = Account { owner: "x".into(), cents: 1 };
        let l: &str = a.label();
        assert_eq!(l, "x: 1");
    }
}
fn main() { println!("{}", bank::Account { owner: "x".into(), cents: 1 }.label()); }
