struct Cup {
    sips: u32,
}

fn refill() {
    cup.sips = 4;
}

fn main() {
    let cup = Cup { sips: 0 };
    refill(&cup);
    println!("{}", cup.sips);
}
