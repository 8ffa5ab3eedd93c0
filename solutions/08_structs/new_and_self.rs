// A chess club makes a card for every new player.
//
// `new` was outside every `impl` block. There it belongs to no type, so `Self` means
// nothing and `Player::new` finds nothing. In the block `impl Player`, `Self` is
// `Player`, and you call the function through the type. The name `new` is only a
// convention: to Rust, it's a name like any other.

struct Player {
    name: String,
    points: u32,
    wins: u32,
}

impl Player {
    // There's no `self` here: before the call, there's no player yet.
    fn new(name: &str) -> Self {
        let name = name.to_string();
        let (points, wins) = (1200, 0);
        Self { name, points, wins }
    }

    fn card(&self) -> String {
        format!("{}: {} points, {} wins", self.name, self.points, self.wins)
    }
}

fn main() {
    let mut player = Player::new("Ada");
    println!("{}", player.card());
    player.points += 30;
    player.wins += 2;
    println!("{}", player.card());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_type_makes_the_card_of_a_new_player() {
        for name in ["Ada", "Ben"] {
            let card = Player::new(name).card();
            let wanted = format!("{name}: 1200 points, 0 wins");
            assert_eq!(card, wanted, "the card belongs to {name}");
        }
    }
}
