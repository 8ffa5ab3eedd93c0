// Some gardens share a well.
//
// Every garden needs an owner of its own. An `Rc` that's moved into one garden isn't there
// for the next, just like any other value. `Rc::clone` adds 1 to the count and copies a
// pointer. The well itself is never copied.

use std::rc::Rc;

struct Well {
    depth: u32,
}

struct Garden {
    name: String,
    well: Rc<Well>,
}

fn share(well: Well, names: &[&str]) -> Vec<Garden> {
    let well = Rc::new(well);
    let mut gardens = vec![];
    for name in names {
        let name = name.to_string();
        let well = Rc::clone(&well);
        gardens.push(Garden { name, well });
    }
    // The first owner, in this function, is dropped here. Only the gardens are left.
    gardens
}

fn join(gardens: &mut Vec<Garden>, name: &str) {
    // Any garden will do: all of them own the same well.
    let well = Rc::clone(&gardens[0].well);
    let name = name.to_string();
    gardens.push(Garden { name, well });
}

fn give_up(garden: Garden) -> Option<Well> {
    Rc::into_inner(garden.well)
}

fn main() {
    let mut gardens = share(Well { depth: 12 }, &["north", "south"]);
    join(&mut gardens, "east");
    for garden in gardens {
        let owners = Rc::strong_count(&garden.well);
        println!("{}: owners of the well: {owners}", garden.name);
        if let Some(well) = give_up(garden) {
            println!("and keeps it, {} m deep", well.depth);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(gardens: &[Garden]) -> Vec<&str> {
        gardens.iter().map(|garden| garden.name.as_str()).collect()
    }

    #[test]
    fn every_garden_is_an_owner_and_nobody_else() {
        let gardens = share(Well { depth: 9 }, &["a", "b", "c", "d"]);
        assert_eq!(names(&gardens), ["a", "b", "c", "d"]);
        for garden in &gardens {
            assert_eq!(
                Rc::strong_count(&garden.well),
                4,
                "owners of {}'s well",
                garden.name
            );
            assert!(Rc::ptr_eq(&garden.well, &gardens[0].well), "the same well");
        }
    }

    #[test]
    fn a_garden_that_joins_owns_the_well_too() {
        let mut gardens = share(Well { depth: 9 }, &["a"]);
        join(&mut gardens, "b");
        join(&mut gardens, "c");
        assert_eq!(names(&gardens), ["a", "b", "c"]);
        assert!(
            Rc::ptr_eq(&gardens[2].well, &gardens[0].well),
            "the same well"
        );
        assert_eq!(Rc::strong_count(&gardens[1].well), 3, "owners");
    }

    #[test]
    fn the_last_garden_gets_the_well() {
        for depth in [7, 30] {
            let mut gardens = share(Well { depth }, &["a", "b"]);
            join(&mut gardens, "c");
            let last = gardens.remove(1);
            for garden in gardens {
                assert!(give_up(garden).is_none(), "another garden is left");
            }
            assert_eq!(give_up(last).map(|well| well.depth), Some(depth));
        }
    }
}
