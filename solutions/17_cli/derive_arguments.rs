// `sky` tells the weather: `--city Rome`, `--days 3` or `-d 3`, and `--rain`.
//
// Without an attribute, `days` was a bare word that had to be there. `short` and `long`
// give it two names, and with a default it may be left out. The type of the field does
// the rest: as `days` is a `u8`, clap refuses `-d 256` without any code of ours.

use clap::Parser;

/// Tells how the weather will be
#[derive(Parser)]
struct Args {
    /// The place to look at
    #[arg(long, default_value = "Oslo")]
    city: String,

    /// How many days to look ahead
    #[arg(short, long, default_value_t = 1)]
    days: u8,

    /// Leave out everything but the rain
    #[arg(long)]
    rain: bool,
}

fn main() {
    let args = Args::parse();
    let what = if args.rain { "rain" } else { "weather" };
    println!("{what} in {}, days: {}", args.city, args.days);
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::error::ErrorKind;

    // The same as `parse`, but with words from here. The first is the program's name.
    fn read(words: &[&str]) -> Result<(String, u8, bool), ErrorKind> {
        let args = Args::try_parse_from(words).map_err(|error| error.kind())?;
        Ok((args.city, args.days, args.rain))
    }

    #[test]
    fn days_can_be_left_out() {
        assert_eq!(read(&["sky"]), Ok(("Oslo".into(), 1, false)), "sky");
        let words = ["sky", "--city", "Rome", "--rain"];
        assert_eq!(read(&words), Ok(("Rome".into(), 1, true)), "{words:?}");
    }

    #[test]
    fn days_can_be_given_in_two_ways() {
        for word in ["--days", "-d"] {
            let three = Ok(("Oslo".into(), 3, false));
            assert_eq!(read(&["sky", word, "3"]), three, "sky {word} 3");
            let too_many = Err(ErrorKind::ValueValidation);
            assert_eq!(read(&["sky", word, "256"]), too_many, "sky {word} 256");
        }
    }
}
