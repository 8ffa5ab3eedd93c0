// A page with recipes calls two Rust functions. One finds the title of a recipe, which is
// its first line. The other tells how hot the oven must be, in Fahrenheit.
//
// New here: by itself wasm knows only numbers. The crate `wasm-bindgen` adds the code
// that brings a text from JavaScript to Rust and back. Its `#[wasm_bindgen]` stands above
// each function that JavaScript shall call. There are rules:
// - What is private in Rust cannot be called from JavaScript.
// - JavaScript can lend a text to Rust for the time of a call, as a `&str`. But Rust
//   cannot lend one to JavaScript, which knows nothing of borrowing.
//
// Make this true: JavaScript can call both functions and gets a title that it may keep.

mod page {
    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen]
    pub fn title(recipe: &str) -> &str {
        recipe.lines().next().unwrap_or("no title")
    }

    #[wasm_bindgen]
    fn oven_fahrenheit(celsius: f64) -> f64 {
        celsius * 9.0 / 5.0 + 32.0
    }
}

pub fn main() {
    println!("{}", page::title("Bread\nflour, water, salt"));
    println!("bake it at {} F", page::oven_fahrenheit(220.0));
}

#[cfg(test)]
mod tests {
    use super::page::{oven_fahrenheit, title};

    #[test]
    fn the_caller_owns_the_title() {
        let title: fn(&str) -> String = title; // it is lent a text and gives one away
        assert_eq!(title("Bread\nflour\nsalt"), "Bread", "the first line");
        assert_eq!(title("Soup"), "Soup", "one line without an end");
        assert_eq!(title(""), "no title", "there is no line");
    }

    #[test]
    fn the_oven_is_told_in_fahrenheit() {
        let oven_fahrenheit: fn(f64) -> f64 = oven_fahrenheit;
        assert_eq!(oven_fahrenheit(0.0), 32.0, "water turns to ice");
        assert_eq!(oven_fahrenheit(180.0), 356.0, "a good heat for a cake");
    }
}
