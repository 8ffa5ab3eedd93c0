// A staircase has one lamp and two switches. Both must change the lamp, but two `&mut` to
// one lamp aren't allowed. So each switch holds a raw pointer to it.
//
// New here: `*mut bool` is a raw pointer. It's an address and nothing more. The compiler
// doesn't check whether a `bool` is really there, or who else uses it. Making and
// copying a raw pointer is harmless. Reading or writing at its address (`*pointer`) is
// not. If you've checked yourself that it's right, you say so with a block:
// `unsafe { ... }`.
//
// Make this true: both switches turn the same lamp on and off, and both see its light.

struct Switch {
    lamp: *mut bool,
}

impl Switch {
    unsafe fn press(&self) {
        let lit = *self.lamp;
        *self.lamp = !lit;
    }

    unsafe fn is_lit(&self) -> bool {
        *self.lamp
    }
}

fn main() {
    // `Box::leak` puts the lamp in a place that is never freed.
    let lamp: *mut bool = Box::leak(Box::new(false));
    let (up, down) = (Switch { lamp }, Switch { lamp });
    unsafe { up.press() };
    println!("pressed upstairs, light downstairs: {}", unsafe { down.is_lit() });
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
