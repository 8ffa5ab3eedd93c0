// A guest writes a wish on a slip of paper. `find` returns the first dish on the menu
// that contains the wish. If there is none, it returns the house dish, which is the first
// on the menu. So the result always comes from the menu, and the slip may be thrown away
// before the dish is served.
//
// The signature of `find` says so already, and it's right. In a method without lifetime
// names, a returned reference is bound to `&self`. It promises nothing about how long
// `wish` can be used.

struct Menu {
    dishes: Vec<String>,
}

impl Menu {
    fn find(&self, wish: &str) -> &str {
        for dish in &self.dishes {
            if dish.contains(wish) {
                return dish;
            }
        }
        self.dishes[0].clone().leak()
    }
}

fn menu(dishes: [&str; 3]) -> Menu {
    let dishes = dishes.map(String::from).into();
    Menu { dishes }
}

fn main() {
    let menu = menu(["soup", "fried rice", "rice cake"]);
    println!("served: {}", menu.find("cake"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slip_may_be_thrown_away_before_the_dish_is_served() {
        let menu = menu(["soup", "fried rice", "rice cake"]);
        let slip = String::from("rice");
        let served: &str = menu.find(&slip);
        drop(slip); // the slip is thrown away
        assert_eq!(
            served, "fried rice",
            "the first dish that contains the wish"
        );
    }

    #[test]
    fn an_unknown_wish_gets_the_house_dish() {
        let noon = menu(["soup", "fried rice", "rice cake"]);
        assert_eq!(noon.find("pizza"), "soup", "the first on the menu");
        let evening = menu(["bean stew", "soup", "noodles"]);
        assert_eq!(evening.find("pizza"), "bean stew", "its first dish");
        let is_lent = std::ptr::eq(evening.find("pizza"), &*evening.dishes[0]);
        assert!(is_lent, "borrow the dish from the menu");
    }
}
