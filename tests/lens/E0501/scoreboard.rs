// A game keeps one scoreboard. A closure that adds points borrows it for as long as it lives.

#[derive(Debug, Default)]
struct Scoreboard {
    points: Vec<(String, u32)>,
}

impl Scoreboard {
    fn add(&mut self, name: &str, points: u32) {
        match self.points.iter_mut().find(|entry| entry.0 == name) {
            Some(entry) => entry.1 += points,
            None => self.points.push((name.to_string(), points)),
        }
    }

    fn leader(&self) -> Option<&(String, u32)> {
        self.points.iter().max_by_key(|entry| entry.1)
    }
}

fn play(board: &mut Scoreboard, rounds: u32) {
    let mut hit = |name: &str, bonus: u32| board.add(name, 10 + bonus);
    for round in 0..rounds {
        hit("Ada", round);
        if round % 2 == 0 {
            hit("Bob", 5);
        }
        if let Some((name, points)) = board.leader() {
            println!("round {round}: {name} leads with {points}");
        }
    }
}

fn main() {
    let mut board = Scoreboard::default();
    play(&mut board, 3);
    println!("{board:?}");
}
