// A water tank has a gauge. `set_level` stores the level that was measured and
// reports the change, as in "from 40 to 55".
// A reference points to a place. It doesn't remember what was there before.
// While somebody is looking at a place, Rust lets nobody put a new value into it.
//
// Make this true: the tank holds the new level, and the report says what the level was
// before and what it is now.

struct Tank {
    level: i32,
}

fn set_level(tank: &mut Tank, measured: i32) -> String {
    let before = measured;
    tank.level = measured;
    format!("from {before} to {}", tank.level)
}

fn main() {
    let mut tank = Tank { level: 40 };
    println!("{}", set_level(&mut tank, 55));
    println!("{}", set_level(&mut tank, 12));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_report_names_the_old_and_the_new_level() {
        let mut tank = Tank { level: 40 };
        let report = set_level(&mut tank, 55);
        assert_eq!(report, "from 40 to 55", "the old level comes first");
        let report = set_level(&mut tank, 12);
        assert_eq!(report, "from 55 to 12", "the tank was at 55 by then");
    }

    #[test]
    fn the_tank_holds_the_new_level() {
        let mut tank = Tank { level: 40 };
        set_level(&mut tank, 7);
        assert_eq!(tank.level, 7, "the measured level should be stored");
    }
}
