// Two flatmates share a shopping list. They add to it with `add_item`.
//
// `add_item` was only allowed to look at the list. To change it, three places must agree:
// the variable is `mut`, the call lends it with `&mut`, and the parameter takes `&mut`.
// That way, everybody who reads the code can see where the list may change.

struct List {
    items: Vec<String>,
}

// `&mut`, because pushing changes the caller's list.
fn add_item(list: &mut List, item: String) {
    list.items.push(item);
}

// `&`, because counting only looks.
fn count_items(list: &List) -> usize {
    list.items.len()
}

fn main() {
    let mut list = List { items: Vec::new() };
    add_item(&mut list, String::from("flour"));
    add_item(&mut list, String::from("salt"));
    println!("{} things to buy: {:?}", count_items(&list), list.items);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_callers_list_grows() {
        let items = vec![String::from("tea")];
        let mut list = List { items };
        add_item(&mut list, String::from("rice"));
        let wanted = ["tea", "rice"];
        assert_eq!(list.items, wanted, "change the caller's list, not a copy");
        add_item(&mut list, String::from("soap"));
        assert_eq!(list.items.len(), 3, "each call adds one item");
    }

    #[test]
    fn looking_needs_no_mut() {
        let list = List { items: Vec::new() };
        assert_eq!(count_items(&list), 0, "an empty list has no items");
    }
}
