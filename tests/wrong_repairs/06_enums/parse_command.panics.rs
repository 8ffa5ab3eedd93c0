// A small server gets commands as text, such as "GET /menu" or "DELETE /menu/7".
// `from_str` makes a `Command` of such a text. But `text.parse()` does not find it.
//
// New here: `Result` is an enum: `Ok(value)`, or `Err(reason)` when something failed. The
// pattern `["GET", url]` fits two words and calls the second one `url`.
// `text.parse::<T>()` makes a `T` of a text, for each type `T` that has the trait
// `FromStr`. A trait is something that a type promises to do. A block keeps the promise:
//   impl Trait for Type { ... }
// In the block for the trait `std::str::FromStr` there is the function `from_str`, and a
// line `type Err = ...;` that names the type of the reason in an `Err`.
//
// Make this true: `text.parse()` uses `from_str` to make commands.

#[derive(Debug, PartialEq)]
enum Command {
    Get { url: String },
    Delete { url: String },
}

impl std::str::FromStr for Command {
    type Err = String; // the reason, as a text

    fn from_str(text: &str) -> Result<Self, String> {
        let words: Vec<&str> = text.split(' ').collect();
        match words[..] {
            ["GET", url] => Ok(Command::Get { url: url.into() }), // as a `String`
            ["DELETE", url] => Ok(Command::Delete { url: url.into() }),
            _ => panic!("not a command: {text}"),
        }
    }
}

fn main() {
    for text in ["GET /menu", "DELETE /menu/7", "SING"] {
        println!("{:?}", text.parse::<Command>());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parse_makes_a_command_or_gives_a_reason() {
        for url in ["/menu", "/menu/7"] {
            let get = format!("GET {url}").parse();
            assert_eq!(get, Ok(Command::Get { url: url.into() }), "GET");
            let delete = format!("DELETE {url}").parse();
            let wanted = Command::Delete { url: url.into() };
            assert_eq!(delete, Ok(wanted), "DELETE");
        }
        for text in ["", "GET", "GET /menu now", "SING /menu"] {
            let reason = format!("not a command: {text}");
            let answer = text.parse::<Command>();
            assert_eq!(answer, Err(reason), "tell what is wrong");
        }
    }
}
