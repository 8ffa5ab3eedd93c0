struct Stall {
    coins: Vec<u32>,
}

fn outer(stalls: &mut [Stall]) -> Option<(&mut Stall, &mut Stall)> {
    let last = stalls.len().checked_sub(1)?;
    Some((&mut stalls[0], &mut stalls[last]))
}

fn main() {
    let mut stalls = [vec![2], vec![5]].map(|coins| Stall { coins });
    if let Some((first, last)) = outer(&mut stalls) {
        first.coins.append(&mut last.coins);
    }
    println!("{:?}", stalls[0].coins);
}
