struct Coin {
    cents: u32,
}

fn main() {
    let a = Coin { cents: 5 };
    let b = Coin { cents: 10 };
    println!("{} {} {}", a.cents, b.cents, a == b);
}
