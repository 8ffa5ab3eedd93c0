struct Stone {
    weight: u32,
}

fn heaviest(stones: &[Stone], weigh: fn(&Stone) -> u32) -> u32 {
    stones.iter().map(weigh).max().unwrap_or(0)
}

fn main() {
    let stones = [Stone { weight: 7 }, Stone { weight: 12 }];
    println!("{}", heaviest(|stone| stone.weight, &stones));
}
