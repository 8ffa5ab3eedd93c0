// A chess club makes a card for every new player. All players begin with 1200
// points and no wins.
//
// New here: a function in a block `impl Player { ... }` belongs to the type `Player`.
// If it has no `self`, you call it through the type, as in `Player::new("Ada")`. Such a
// function often makes a value, and then it's usually called `new`. Inside an `impl`
// block, `Self` (with a capital S) is another name for the type.
//
// Make this true: `Player::new("Ada")` makes the card of the new player Ada.

struct Player {
    name: String,
    points: u32,
    wins: u32,
}

fn new(name: &str) -> Player {
    let name = name.to_string();
    let (points, wins) = (1200, 0);
    Player { name, points, wins }
}

impl Player {
    fn card(&self) -> String {
        format!("{}: {} points, {} wins", self.name, self.points, self.wins)
    }
}

fn main() {
    let mut player = new("Ada");
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
