// A staircase has one lamp and two switches. Each switch holds a raw pointer to the lamp.
//
// A raw pointer promises nothing, so the compiler can't check what lies at its address.
// In an `unsafe` block the programmer takes over this check. The block is kept small, and
// the comment above it says what was checked. Both methods stay safe for their callers.

struct Switch {
    lamp: *mut bool,
}

impl Switch {
    fn press(&self) {
        // SAFETY: no lamp in this program is ever freed. A raw pointer can't go to
        // another thread, so nobody else is using the lamp now.
        unsafe {
            let lit = *self.lamp;
            *self.lamp = !lit;
        }
    }

    fn is_lit(&self) -> bool {
        // SAFETY: as in `press`.
        unsafe { *self.lamp }
    }
}

fn main() {
    // `Box::leak` puts the lamp in a place that is never freed.
    let lamp: *mut bool = Box::leak(Box::new(false));
    let (up, down) = (Switch { lamp }, Switch { lamp });
    up.press();
    println!("pressed upstairs, light downstairs: {}", down.is_lit());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_switches_work_on_one_lamp() {
        let lamp: *mut bool = Box::leak(Box::new(false)); // never freed
        let (up, down) = (Switch { lamp }, Switch { lamp });
        assert!(!up.is_lit(), "the lamp is dark at first");
        up.press();
        assert!(down.is_lit(), "change the lamp itself, not a copy");
        down.press();
        assert!(!up.is_lit(), "the second press turns it off again");
    }
}
