// Machines on a pier sell things. Each kind of machine sells one type of thing: one prints
// postcards, the other fills bags with shells.
//
// New here: a trait can leave a type open, as `FromStr` does with `Err`. Each type with the
// trait says once what it is: `type Product = ...;`. The trait calls it `Self::Product`,
// and a function that's generic over a machine `M` calls it `M::Product`.
//
// Make this true: both machines keep the whole promise of the trait, and `buy` gets the
// things themselves from every kind of machine.

#[derive(Debug, PartialEq)]
struct Postcard {
    number: u32,
}

#[derive(Debug, PartialEq)]
struct Bag {
    shells: u32,
}

trait Machine {
    type Product;

    fn sell(&mut self) -> Self::Product;
}

struct Printer {
    printed: u32,
}

impl Machine for Printer {
    fn sell(&mut self) -> Postcard {
        self.printed += 1;
        Postcard { number: self.printed }
    }
}

struct Scoop {
    shells: u32,
}

impl Machine for Scoop {
    fn sell(&mut self) -> Bag {
        Bag { shells: self.shells }
    }
}

fn buy<M: Machine>(machine: &mut M, count: u32) -> Vec<M::Product> {
    let mut bought = Vec::new();
    for _ in 0..count {
        bought.push(machine.sell());
    }
    bought
}

fn main() {
    println!("{:?}", buy(&mut Printer { printed: 0 }, 2));
    println!("{:?}", buy(&mut Scoop { shells: 12 }, 1));
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Dice {
        next: u8,
    }

    impl Machine for Dice {
        type Product = u8;

        fn sell(&mut self) -> u8 {
            self.next = self.next % 6 + 1;
            self.next
        }
    }

    #[test]
    fn each_machine_sells_its_own_things() {
        for printed in [0, 7] {
            let cards = buy(&mut Printer { printed }, 2);
            let wanted = [Postcard { number: printed + 1 }, Postcard { number: printed + 2 }];
            assert_eq!(cards, wanted, "postcards have numbers");
        }
        for shells in [3, 12] {
            let bags: Vec<Bag> = buy(&mut Scoop { shells }, 1);
            assert_eq!(bags[0].shells, shells, "bags of shells");
        }
        assert_eq!(buy(&mut Dice { next: 4 }, 4), [5, 6, 1, 2], "any machine");
    }
}
