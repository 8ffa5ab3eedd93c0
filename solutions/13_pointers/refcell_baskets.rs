// Children pick apples together, and all of them share the baskets.
//
// `from` and `to` can be the same basket. For the compiler, two `&Basket` are fine. But
// two loans with `borrow_mut` at the same time aren't, and it's the `RefCell` that finds
// out. So we keep each loan short: no two of them ever meet.
#![forbid(unsafe_code)]

use std::cell::RefCell;

struct Basket {
    apples: RefCell<Vec<String>>,
}

impl Basket {
    fn new() -> Basket {
        let apples = RefCell::new(vec![]);
        Basket { apples }
    }

    fn put(&self, apple: &str) {
        // A loan without a name: it's over at the `;`.
        self.apples.borrow_mut().push(apple.to_string());
    }

    fn apples(&self) -> Vec<String> {
        // Of the `Vec`, not of the `RefCell`.
        self.apples.borrow().clone()
    }
}

fn tip(from: &Basket, to: &Basket) {
    // `take` leaves an empty `Vec` in its place. The loan ends with this line, and only
    // then comes the next one.
    let mut apples = from.apples.take();
    to.apples.borrow_mut().append(&mut apples);
}

fn main() {
    let (small, large) = (Basket::new(), Basket::new());
    let (zoe, ben) = (&small, &small); // both pick into the same basket
    zoe.put("red");
    ben.put("green");
    tip(&small, &large);
    println!("in the large basket: {:?}", large.apples());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn basket(apples: &[&str]) -> Basket {
        let basket = Basket::new();
        for apple in apples {
            basket.put(apple);
        }
        basket
    }

    #[test]
    fn two_children_fill_one_basket() {
        let basket = Basket::new();
        let (zoe, ben) = (&basket, &basket);
        zoe.put("red");
        ben.put("green");
        zoe.put("spotted");
        assert_eq!(ben.apples(), ["red", "green", "spotted"]);
        assert_eq!(
            zoe.apples(),
            ["red", "green", "spotted"],
            "looking takes nothing"
        );
    }

    #[test]
    fn all_apples_go_to_the_end_of_the_other() {
        let (from, to) = (basket(&["a", "b"]), basket(&["x", "y", "z"]));
        tip(&from, &to);
        assert_eq!(to.apples(), ["x", "y", "z", "a", "b"]);
        assert!(from.apples().is_empty(), "nothing stays behind");
        tip(&from, &to);
        assert_eq!(to.apples().len(), 5, "an empty basket adds nothing");
        from.put("c");
        assert_eq!(from.apples(), ["c"], "it can be filled again");
    }

    #[test]
    fn a_basket_tipped_into_itself_keeps_its_apples() {
        for apples in [&["a", "b"][..], &["m"], &[]] {
            let basket = basket(apples);
            tip(&basket, &basket);
            assert_eq!(basket.apples(), apples);
        }
    }
}
