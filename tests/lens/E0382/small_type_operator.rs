use std::ops::Add;

#[derive(Debug)]
struct Money(u64);

impl Add for Money {
    type Output = Money;

    fn add(self, other: Money) -> Money {
        Money(self.0 + other.0)
    }
}

fn main() {
    let rent = Money(700);
    let food = Money(250);
    let total = rent + food;
    println!("{rent:?} of {total:?}");
}
