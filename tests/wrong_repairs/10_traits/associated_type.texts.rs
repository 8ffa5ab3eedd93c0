// Machines on a pier sell things.
//
// The trait leaves `Product` open, and each block says what it is. So `buy` knows from the
// type of its machine what's in the Vec, and nobody has to name it in a call.

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
    type Product = String;

    fn sell(&mut self) -> String {
        self.printed += 1;
        self.printed.to_string()
    }
}

struct Scoop {
    shells: u32,
}

impl Machine for Scoop {
    type Product = Bag;

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
