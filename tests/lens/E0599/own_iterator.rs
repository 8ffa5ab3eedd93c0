struct Countdown {
    left: u32,
}

fn main() {
    let countdown = Countdown { left: 3 };
    println!("{}", countdown.left);
    let total: u32 = countdown.map(|n| n * 2).sum();
    println!("{total}");
}
