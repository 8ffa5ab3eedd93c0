// A potter's kiln has a fire and a fan. When the pots are done, the fire must go off
// first, and then the fan, so that the kiln cools down.
// Make `run_kiln` do this. The test compares what happened (left) with the plan (right).
//
// A `Switch` goes off by itself when it's dropped. At the end of a block, its variables
// are dropped in reverse order: the one that was declared last goes first.
// A value can also go earlier: `drop(value)` takes it, and its life ends right there.

use std::sync::Mutex;

fn run_kiln() {
    let fire = Switch { name: "fire" };
    let fan = Switch { name: "fan" };
    note(format!("{} and {} are on", fire.name, fan.name));
    note(String::from("fire off, fan off"));
    std::mem::forget(fire);
    std::mem::forget(fan);
}

fn main() {
    run_kiln();
}

// Everything below is right. You don't need to understand it to solve this exercise.
static LOG: Mutex<Vec<String>> = Mutex::new(vec![]);
static DROPPED: Mutex<Vec<&str>> = Mutex::new(vec![]);

fn note(text: String) {
    println!("{text}");
    LOG.lock().unwrap().push(text);
}

struct Switch {
    name: &'static str,
}

// Rust runs this whenever a `Switch` is dropped.
impl Drop for Switch {
    fn drop(&mut self) {
        note(format!("{} off", self.name));
        DROPPED.lock().unwrap().push(self.name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fire_goes_off_before_the_fan() {
        run_kiln();
        let happened = LOG.lock().unwrap();
        assert_eq!(*happened, ["fire and fan are on", "fire off", "fan off"]);
        let dropped = DROPPED.lock().unwrap();
        assert_eq!(*dropped, ["fire", "fan"], "writing a note drops nothing");
    }
}
