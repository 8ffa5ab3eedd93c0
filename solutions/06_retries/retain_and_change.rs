// Every evening, the bakery goes over its shelf: each loaf has one day less to be sold,
// and a loaf with no days left is taken off.
//
// `retain` lends each element as `&Loaf`: its closure may look and decide, not change.
// This solution has two phases: `iter_mut` lends each loaf as `&mut Loaf` to change it,
// then `retain` decides. (`Vec::retain_mut` does both in one go, and is right as well.)

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
    // Now every number is up to date, and looking is enough.
    shelf.retain(|loaf| loaf.days_left > 0);
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
