// At a village fair, two gardeners put what they've grown side by side.
//
// `winner` compares two values of type `T`, so it asks for `T: PartialOrd`. It has a block
// of its own: a bound on the first block would also close `new` to all other types.

struct Duel<T> {
    left: T,
    right: T,
}

impl<T> Duel<T> {
    fn new(left: T, right: T) -> Self {
        Duel { left, right }
    }
}

impl Duel<u32> {
    fn winner(&self) -> &u32 {
        if self.right > self.left {
            &self.right
        } else {
            &self.left
        }
    }
}

struct Gnome {
    name: String,
}

fn main() {
    println!("pumpkin: {} kg", Duel::new(41, 38).winner());
    println!("sunflower: {} m", Duel::new(2.5, 2.75).winner());
    let ole = Gnome { name: String::from("Ole") };
    let gnomes = Duel::new(ole, Gnome { name: String::from("Pip") });
    println!("gnomes: {} and {}", gnomes.left.name, gnomes.right.name);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, PartialOrd)]
    struct Onion {
        grams: u32,
    }

    #[test]
    fn the_greater_one_wins() {
        for left in 0..9 {
            for right in 0..9 {
                let greater = left.max(right);
                assert_eq!(*Duel::new(left, right).winner(), greater, "numbers");
                let onions = Duel::new(Onion { grams: left }, Onion { grams: right });
                assert_eq!(onions.winner().grams, greater, "onions can't be copied");
            }
        }
        assert_eq!(*Duel::new(1.5, 1.25).winner(), 1.5, "fractions");
        assert_eq!(*Duel::new("leek", "swede").winner(), "swede", "texts");
    }

    #[test]
    fn a_duel_without_a_winner_is_a_duel() {
        let name = String::from("Ole");
        let gnomes = Duel::new(Gnome { name }, Gnome { name: String::new() });
        assert_eq!(gnomes.left.name, "Ole", "nobody compares gnomes");
    }
}
