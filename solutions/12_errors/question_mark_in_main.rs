// A tea timer reads its time from a label such as "green 3".
//
// `?` returns from its function when there's an error, so the function must have a way
// to return one. `main` returned nothing. Now it returns a `Result`, with the same type
// of error as `minutes`, and so `?` can pass the error on. Any type with the trait
// `Debug` will do for the error. Many programs use `Box<dyn std::error::Error>`, which
// holds any kind of error.

use std::num::ParseIntError;

fn minutes(label: &str) -> Result<u32, ParseIntError> {
    let number = label.rsplit(' ').next().unwrap_or_default(); // the last word
    let minutes = number.parse()?;
    Ok(minutes)
}

fn main() -> Result<(), ParseIntError> {
    let green = minutes("green 3")?;
    let black = minutes("black 5")?;
    println!("Green tea: {green} minutes, black tea: {black} minutes.");
    Ok(()) // all went well, and there's nothing more to say
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn main_says_how_it_went() {
        let kind = std::any::type_name_of_val(&main()); // the type that `main` returns
        assert!(
            kind.contains("Result"),
            "main must return a Result, not {kind}"
        );
    }

    #[test]
    fn a_bad_label_is_an_error() {
        assert_eq!(minutes("green 3"), Ok(3), "the last word is the number");
        assert!(minutes("green tea").is_err(), "`tea` isn't a number");
    }
}
