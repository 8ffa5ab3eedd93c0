// Every evening, the bakery goes over its shelf. Each loaf has one day less to be sold.
// A loaf with no days left is taken off the shelf; the others stay, in the same order.
// `close_shop` must do both.
//
// `v.retain(closure)` shows each element to the closure, a small function without a name
// such as `|loaf| loaf.days_left > 0`. If it returns `true`, the element stays in `v`;
// the others are removed. `v.iter()` lends the elements one by one, to be read;
// `v.iter_mut()` lends them one by one, to be changed.

#[derive(Debug, PartialEq)]
struct Loaf {
    name: String,
    days_left: u32, // 1 or more for every loaf on the shelf
}

fn loaf(name: &str, days_left: u32) -> Loaf {
    let name = String::from(name);
    Loaf { name, days_left }
}

fn close_shop(shelf: &mut Vec<Loaf>) {
    for loaf in shelf.iter_mut() {
        loaf.days_left -= 1;
    }
}

fn main() {
    let mut shelf = vec![loaf("white", 1), loaf("rye", 3), loaf("oat", 2)];
    close_shop(&mut shelf);
    println!("{shelf:#?}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loaves_get_older_and_leave_after_their_last_day() {
        let mut shelf = vec![loaf("white", 1), loaf("rye", 3), loaf("oat", 2)];
        close_shop(&mut shelf);
        let why = "`white` has had its last day; the others have one less";
        assert_eq!(shelf, [loaf("rye", 2), loaf("oat", 1)], "{why}");
        close_shop(&mut shelf);
        assert_eq!(shelf, [loaf("rye", 1)], "the days count down every evening");
    }
}
