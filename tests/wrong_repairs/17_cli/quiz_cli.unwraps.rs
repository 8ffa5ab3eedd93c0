// Quiz. `pantry` reads a list of the food in the kitchen and tells what to buy.
//
// - serde reads a type only if it has `Deserialize`, so `Food` derives it.
// - `--min` had to be given. With a default it may be left out.
// - After a broken list a script saw status 0 and took the message for something to buy.
// - An `ExitCode` is no number, but it is made from one. So nobody can mix up a status
//   with a count.

use clap::Parser;
use std::io::{self, Write};
use std::process::ExitCode;

#[derive(Parser)]
struct Args {
    /// How many of each food there should be
    #[arg(long, default_value_t = 1)]
    min: u32,
}

const LIST: &str = r#"[{"name": "tea", "count": 1}, {"name": "rice", "count": 4}]"#;

#[derive(serde::Deserialize)]
struct Food {
    name: String,
    count: u32,
}

type Ended = io::Result<ExitCode>; // `Err`: nobody takes what we write
fn run(min: u32, list: &str, mut out: impl Write, mut err: impl Write) -> Ended {
    let foods: Vec<Food> = serde_json::from_str(list).unwrap();
    let mut status = 0;
    for food in foods.iter().filter(|food| food.count < min) {
        writeln!(out, "{}", food.name)?;
        status = 1;
    }
    Ok(ExitCode::from(status))
}

fn main() -> ExitCode {
    let ended = run(Args::parse().min, LIST, io::stdout(), io::stderr());
    ended.unwrap_or(ExitCode::from(3))
}

#[cfg(test)]
mod tests {
    use super::*;

    // The status, what was written to `out`, and is `err` still empty?
    fn pantry(min: u32, list: &str) -> (Option<ExitCode>, String, bool) {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let status = run(min, list, &mut out, &mut err).ok();
        (status, String::from_utf8_lossy(&out).into(), err.is_empty())
    }

    #[test]
    fn status_out_and_err_fit_together() {
        let nothing = (Some(0.into()), "".into(), true);
        assert_eq!(pantry(1, LIST), nothing, "--min 1");
        let tea = (Some(1.into()), "tea\n".into(), true);
        assert_eq!(pantry(2, LIST), tea, "--min 2");
        let broken = (Some(2.into()), "".into(), false);
        assert_eq!(pantry(2, r#"[{"name": "tea"}]"#), broken, "no count");
    }

    #[test]
    fn min_is_1_if_left_out() {
        let min = |words: &[&str]| Args::try_parse_from(words).ok().map(|args| args.min);
        assert_eq!(min(&["pantry", "--min", "3"]), Some(3), "pantry --min 3");
        assert_eq!(min(&["pantry"]), Some(1), "pantry");
    }
}
