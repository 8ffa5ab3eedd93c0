// A tea timer reads its time from a label such as "green 3". `minutes` passes the error
// on if the number is bad. `main` should do the same, but the compiler says no.
//
// New here: the operator `?` after a `Result`. With `Ok(value)` it takes the value out
// and the program goes on. With `Err(error)` it returns from the function at once, with
// that error. So the function must be one that returns a `Result`.
// `main` may return one too. At its end, `Ok(())` then says that all went well: `()` is
// the value that says nothing. If `main` returns an error, Rust prints it, and whoever
// started the program learns that it failed.
//
// Make this true: `main` passes each error on, and doesn't panic.

use std::num::ParseIntError;

fn minutes(label: &str) -> Result<u32, ParseIntError> {
    let number = label.rsplit(' ').next().unwrap_or_default(); // the last word
    let minutes = number.parse()?;
    Ok(minutes)
}

fn main() {
    run().unwrap();
}

fn run() -> Result<(), ParseIntError> {
    let green = minutes("green 3")?;
    let black = minutes("black 5")?;
    println!("Green tea: {green} minutes, black tea: {black} minutes.");
    Ok(())
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
