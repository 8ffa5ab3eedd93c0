// A water tank has a gauge. `set_level` stores the level that was measured and
// reports the change, as in "from 40 to 55".
//
// `before` was a reference to the very place that the assignment wanted to overwrite.
// The report needs the old number, not the place, and a number is `Copy`.

struct Tank {
    level: i32,
}

fn set_level(tank: &mut Tank, measured: i32) -> String {
    // A copy: it keeps the old number and borrows nothing from the tank.
    let before = tank.level;
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
