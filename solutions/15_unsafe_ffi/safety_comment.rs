// A dovecote has 12 holes, in a circle. `eggs_in` is an `unsafe fn`: its callers must
// promise that the hole exists.
//
// The compiler believes this promise without a check. So each `unsafe` block now says why
// it's true in this place. Two callers have two different reasons. If the code around a
// block changes later, its comment shows what must still hold.
#![forbid(clippy::undocumented_unsafe_blocks)]

struct Dovecote {
    eggs: [u32; 12],
}

impl Dovecote {
    /// # Safety
    /// `hole` must be less than 12.
    unsafe fn eggs_in(&self, hole: usize) -> u32 {
        // SAFETY: the caller promises that `hole` is less than 12, the length of `eggs`.
        unsafe { *self.eggs.get_unchecked(hole) }
    }

    fn eggs_after(&self, hole: usize) -> u32 {
        let next = (hole + 1) % 12;
        // SAFETY: the remainder of a division by 12 is less than 12.
        unsafe { self.eggs_in(next) }
    }

    fn find(&self, hole: usize) -> Option<u32> {
        if hole >= 12 {
            return None;
        }
        // SAFETY: if `hole` is 12 or more, the function has already returned.
        Some(unsafe { self.eggs_in(hole) })
    }
}

fn main() {
    let eggs = [2, 0, 1, 0, 0, 3, 0, 0, 0, 1, 0, 2];
    let cote = Dovecote { eggs };
    println!("after hole 11: {} eggs", cote.eggs_after(11));
    println!("hole 9: {:?}, hole 12: {:?}", cote.find(9), cote.find(12));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_question_gets_its_answer() {
        let eggs = [5, 0, 1, 0, 0, 3, 0, 0, 0, 1, 0, 2];
        let cote = Dovecote { eggs };
        assert_eq!(cote.eggs_after(4), 3, "hole 5 comes after hole 4");
        assert_eq!(cote.eggs_after(11), 5, "hole 0 comes after hole 11");
        assert_eq!(cote.find(9), Some(1), "hole 9 exists");
        assert_eq!(cote.find(12), None, "the last hole is number 11");
    }
}
