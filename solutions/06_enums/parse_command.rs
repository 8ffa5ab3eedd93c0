// A small server gets commands as text, such as "GET /menu" or "DELETE /menu/7".
//
// `from_str` was right, but it stood in `impl Command`. There it is just some function
// with this name. `parse` asks for the trait `FromStr`, and only a block `impl FromStr
// for Command` tells Rust that the type has it. A text that is no command is not a reason
// to panic: the caller gets an `Err` and decides what to do.

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
            _ => Err(format!("not a command: {text}")),
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
