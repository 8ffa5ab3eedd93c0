// A page with recipes calls two Rust functions: for a title, and for the oven.
//
// - `title` lent a piece of `recipe`. But wasm-bindgen throws its copy of the text away
//   after the call, and no borrow checker watches over JavaScript. So a `String` is given
//   away, and JavaScript gets a text of its own.
// - `oven_fahrenheit` was private. What the page calls must be `pub`.

mod page {
    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen]
    pub fn title(recipe: &str) -> String {
        recipe.lines().next().unwrap_or("no title").to_string()
    }

    #[wasm_bindgen]
    pub fn oven_fahrenheit(celsius: f64) -> f64 {
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
