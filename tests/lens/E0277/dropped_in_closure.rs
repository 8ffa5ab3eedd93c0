struct Crate {
    pears: u32,
}

fn main() {
    let crates = [Crate { pears: 12 }, Crate { pears: 7 }];
    let all = crates.iter().map(|one| {
        one.pears;
    });
    println!("{}", all.sum::<u32>());
}
