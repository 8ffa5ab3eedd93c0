// A label printer is driven from C. A text for C ends with a byte of value 0, and the C
// function `strlen` counts the bytes before it. Every letter on a label is 8 dots wide.
//
// New here:
//   c"jam"               a text as C wants it, with the 0 at its end; its type is `&CStr`
//   text.as_ptr()        the address of its first byte
//   unsafe extern "C"    functions that are written in C, with their types in Rust
// `strlen` is part of the C library on Linux, macOS and Windows. The compiler can't look
// into it, so a call is `unsafe`.
//
// Make this true: `label_width` asks C for the length, and whoever has a `&CStr` may call
// `label_width` without `unsafe`. The lint for comments stays on.
#![forbid(clippy::undocumented_unsafe_blocks)]

use std::ffi::{CStr, c_char};

unsafe extern "C" {
    // It reads byte after byte from `text` on, until it comes to a byte of value 0.
    fn strlen(text: *const c_char) -> usize;
}

fn label_width(text: &CStr) -> usize {
    let letters = strlen(text.as_ptr());
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
