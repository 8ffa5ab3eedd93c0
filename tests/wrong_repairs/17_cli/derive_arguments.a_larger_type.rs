// A weather station has a program for the command line. Its name is `sky`:
//   sky                        one day in Oslo
//   sky --city Rome -d 3       three days in Rome; `--days 3` says the same as `-d 3`
//   sky --rain                 only the rain
//
// New here: the crate `clap` reads the words of the command line into a struct. The trait
// `Parser` can be derived. It brings `Args::parse()`. Where the words make no sense, this
// prints why and ends the program with the exit status 2. `#[arg(...)]` stands above a
// field and says how it is given. It may hold several of these, with commas:
//   long                      --city Rome       (the word comes from the field's name)
//   short                     -c Rome           (the first letter of the name)
//   default_value = "Oslo"    may be left out; for other types: default_value_t = 7
// A field without `#[arg(...)]` is a bare word that must be there: sky 3
// A `bool` is true if its word is there. Comments with `///` are shown by `sky --help`.
//
// Make this true: `sky` understands all the lines above. Days go from 0 to 255.

use clap::Parser;

/// Tells how the weather will be
#[derive(Parser)]
struct Args {
    /// The place to look at
    #[arg(long, default_value = "Oslo")]
    city: String,

    /// How many days to look ahead
    #[arg(short, long, default_value_t = 1)]
    days: u32,

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
