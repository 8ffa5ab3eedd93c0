// A small server gets commands as text, such as "GET /menu" or "DELETE /menu/7". Some
// texts aren't commands at all, and the caller must be able to tell.
//
// New here: `Result` is an enum of the standard library. A `Result<Command, String>` is
// always one of its two variants:
//   Ok(command)   it worked, and this is the command
//   Err(reason)   it didn't, and this is the reason, a `String`
// (The pattern `["GET", url]` fits two words, the first of which is "GET", and calls the
// second one `url`.)
//
// Make this true: `parse_command` returns the command, or says why the text isn't one.

#[derive(Debug, PartialEq)]
enum Command {
    Get { url: String },
    Delete { url: String },
}

fn parse_command(text: &str) -> Result<Command, String> {
    let words: Vec<&str> = text.split(' ').collect();
    match words[..] {
        ["GET", url] => Command::Get { url: url.into() },
        ["DELETE", url] => Command::Delete { url: url.into() },
        _ => format!("not a command: {text}"),
    }
}

fn main() {
    for text in ["GET /menu", "DELETE /menu/7", "SING"] {
        match parse_command(text) {
            Ok(command) => println!("{command:?}"),
            Err(reason) => println!("{reason}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_gives_a_command_or_a_reason() {
        for url in ["/menu", "/menu/7"] {
            let command = Command::Get { url: url.into() };
            assert_eq!(parse_command(&format!("GET {url}")), Ok(command), "GET");
            let command = Command::Delete { url: url.into() };
            let answer = parse_command(&format!("DELETE {url}"));
            assert_eq!(answer, Ok(command), "DELETE");
        }
        let (get, delete) = (parse_command("GET /a"), parse_command("DELETE /a"));
        assert_ne!(get, delete, "these are two commands");
        assert_ne!(get, parse_command("GET /b"), "so are these");
        for text in ["", "GET", "GET /menu now", "SING /menu"] {
            let reason = format!("not a command: {text}");
            assert_eq!(parse_command(text), Err(reason), "say what's wrong");
        }
    }
}
