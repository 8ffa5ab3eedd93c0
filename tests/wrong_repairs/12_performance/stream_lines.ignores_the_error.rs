// A seismograph writes a line every second: "calm", or "quake" and more. Its paper roll
// has no end. Whoever first reads all of it fills the memory, until the system stops the
// program.
//
// New here: `BufRead` is the trait of readers that can give their text line by line. A
// file in a `BufReader` is one. `lines()` goes through the lines and reads them one by
// one. Each item is an `io::Result<String>`, because each line can fail on its own.
//
// Make this true: `first_quake` gives the number of the first line that begins with
// "quake" (counted from 1), or `None`. Behind this line nothing is read any more. An
// error while reading goes to the caller.

use std::io::{self, BufRead};

fn first_quake(mut paper: impl BufRead) -> io::Result<Option<usize>> {
    let mut text = String::new();
    let _ = paper.read_to_string(&mut text);
    let index = text.lines().position(|line| line.starts_with("quake"));
    Ok(index.map(|index| index + 1))
}

fn main() -> io::Result<()> {
    let paper = "calm\ncalm\nquake 4.1\ncalm\n"; // a `&[u8]` is a reader as well
    println!("first quake: {:?}", first_quake(paper.as_bytes())?);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufReader, Read};

    struct Roll {
        line: usize,  // the number of the line that was read last
        quake: usize, // the number of the line with the quake
    }

    impl Read for Roll {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.line += 1;
            let text = match self.line {
                line if line == self.quake => "quake\n",
                501.. => return Err(io::Error::other("out of memory")),
                _ => "calm\n",
            };
            text.as_bytes().read(buffer)
        }
    }

    #[test]
    fn reads_no_further_than_the_first_quake() {
        let mut roll = Roll { line: 0, quake: 40 };
        let answer = first_quake(BufReader::new(&mut roll));
        assert_eq!(roll.line, 40, "after line 40 the answer is known");
        assert_eq!(answer.unwrap(), Some(40), "the quake is in line 40");
    }

    #[test]
    fn an_end_is_none_and_an_error_is_passed_on() {
        let calm = first_quake("calm\nno quake\n".as_bytes());
        assert_eq!(calm.unwrap(), None, "no line begins with quake");
        let torn = first_quake(BufReader::new(Roll { line: 0, quake: 0 }));
        assert!(torn.is_err(), "after 500 lines comes an error, not the end");
    }
}
