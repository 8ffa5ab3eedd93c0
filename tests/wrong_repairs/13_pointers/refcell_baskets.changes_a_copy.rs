// Children pick apples together. Every basket stands in the grass for all of them, so each
// child has only a `&Basket`: a reference that others may have at the same time.
//
// New here: a `RefCell<T>` is for a value that must change behind such a reference. You
// borrow from it while the program runs, and it keeps count of its borrows:
//   cell.borrow()       lends the value to be read, as `&` does
//   cell.borrow_mut()   lends the value to be changed, as `&mut` does
// The rules are the same: many readers, or a single writer. But it's no longer the compiler
// that checks them: `borrow` or `borrow_mut` panics when somebody else's loan isn't over.
// A loan with a name lasts until the end of its block, one without a name until the `;`.
//
// Make this true: `put` adds an apple. `tip` moves all apples of one basket to the end of
// the other, in the same order. Tipped into itself, a basket keeps what it has. The line
// with `forbid` stays: it rules out `unsafe`, which could dodge the rules.
#![forbid(unsafe_code)]

struct Basket {
    apples: Vec<String>,
}

impl Basket {
    fn new() -> Basket {
        Basket { apples: vec![] }
    }

    fn put(&self, apple: &str) {
        self.apples.clone().push(apple.to_string());
    }

    fn apples(&self) -> Vec<String> {
        self.apples.clone()
    }
}

fn tip(from: &Basket, to: &Basket) {
    to.apples.clone().append(&mut from.apples.clone());
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
