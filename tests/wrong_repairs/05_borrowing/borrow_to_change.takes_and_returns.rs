// Two flatmates share a shopping list. They add to it with `add_item`.
// But with a plain `&`, a function can only look, not change anything.
//
// New here: `&mut` lends a value so that the borrower may change it.
//   &mut List   a type: a list that's lent to be changed
//   &mut list   a value: lends the variable `list`, which must be `mut` itself
//
// Make this true: `add_item` adds to its caller's list, and `main` works too.
// `count_items` only looks; it can stay as it is.

struct List {
    items: Vec<String>,
}

fn add_item(mut list: List, item: String) -> List {
    list.items.push(item);
    list
}

fn count_items(list: &List) -> usize {
    list.items.len()
}

fn main() {
    let list = List { items: Vec::new() };
    let list = add_item(list, String::from("flour"));
    let list = add_item(list, String::from("salt"));
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
