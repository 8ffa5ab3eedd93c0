// `label_width` asks the C function `strlen` for the length of a text. Every letter on a
// label is 8 dots wide.
//
// The compiler knows only the line that declares `strlen`, and believes it. C would take
// any address and go on reading until it finds a 0. So the call is `unsafe`. The type
// `&CStr` guarantees that the 0 is there, and so `label_width` can be a safe function.
#![forbid(clippy::undocumented_unsafe_blocks)]

use std::ffi::{CStr, c_char};

unsafe extern "C" {
    // It reads byte after byte from `text` on, until it comes to a byte of value 0.
    fn strlen(text: *const c_char) -> usize;
}

fn label_width(text: &CStr) -> usize {
    // SAFETY: a `CStr` always ends with a 0, and `text` is borrowed during the call.
    let letters = unsafe { strlen(text.as_ptr()) };
    8 * letters
}

fn main() {
    for text in [c"plum jam", c"honey"] {
        println!("{text:?} is {} dots wide", label_width(text));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_is_8_dots_wide() {
        let width: fn(&CStr) -> usize = label_width;
        assert_eq!(width(c"plum jam"), 64, "8 letters; the 0 is not one");
        assert_eq!(width(c""), 0, "here the first byte is the 0 already");
        let text = std::ffi::CString::new("fig ".repeat(3)).unwrap();
        assert_eq!(width(&text), 96, "12 letters of 8 dots each");
    }
}
