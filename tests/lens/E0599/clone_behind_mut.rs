struct Score {
    points: u32,
}

fn add(score: &mut Score, points: u32) -> Score {
    let before = score.clone();
    score.points += points;
    before
}

fn main() {
    let mut score = Score { points: 3 };
    let before = add(&mut score, 4);
    println!("{} {}", before.points, score.points);
}
