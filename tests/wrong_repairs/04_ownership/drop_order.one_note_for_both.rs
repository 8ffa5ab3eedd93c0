// A potter's kiln has a fire and a fan. When the baking is over, the fire must go off
// first, and then the fan, so that the kiln cools down.
// Make `bake` do this. The test compares what happened (left) with the plan (right).
//
// A `Switch` goes off by itself when it is dropped. At the end of a block the names in it
// are dropped in reverse order: the last one declared goes first.
// A value can also go earlier: `drop(value)` takes it, and its life ends right there.

use std::sync::Mutex;

fn bake() {
    let fire = Switch { name: "fire" };
    let fan = Switch { name: "fan" };
    note(format!("{} and {} at work", fire.name, fan.name));
    note(String::from("fire off, fan off"));
    std::mem::forget(fire);
    std::mem::forget(fan);
}

fn main() {
    bake();
}

// From here on all is right. You need not understand it to solve this exercise.
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
        bake();
        let happened = LOG.lock().unwrap();
        assert_eq!(*happened, ["fire and fan at work", "fire off", "fan off"]);
        let dropped = DROPPED.lock().unwrap();
        assert_eq!(*dropped, ["fire", "fan"], "a note drops nothing");
    }
}
