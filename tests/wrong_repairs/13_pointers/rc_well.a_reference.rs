// Some gardens share a well. It belongs to all of them alike: when a garden is given up,
// the others keep the well. Only the last one gets it for itself.
//
// New here: an `Rc<T>` is a pointer with which a value can have several owners. It counts
// them, and drops the value when the last owner is gone.
//   Rc::new(value)       moves the value to the heap, and gives you the first owner
//   Rc::clone(&owner)    makes one more owner of the same value, which isn't copied
//   Rc::into_inner(rc)   gives up an owner. The last one gets the value: `Some(value)`
//
// Make this true: `share` makes a garden for each name, and `join` adds one more. All of
// them own the same well. Nobody else does when these functions are over.

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
        gardens.push(Garden { name, well: &well });
    }
    gardens
}

fn join(gardens: &mut Vec<Garden>, name: &str) {
    let well = &gardens[0].well;
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
