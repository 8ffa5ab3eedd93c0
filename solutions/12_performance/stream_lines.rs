// A seismograph writes line after line on a paper roll that never ends. `first_quake`
// finds the first line that begins with "quake".
//
// `read_to_string` does not return before the end of the text, and keeps all of it. With
// `lines` there is never more than one line in memory, and the `return` stops the
// reading. The memory that is needed does not grow with the length of the paper.

use std::io::{self, BufRead};

fn first_quake(paper: impl BufRead) -> io::Result<Option<usize>> {
    for (index, line) in paper.lines().enumerate() {
        // Each line can fail on its own: `?` passes the error on.
        if line?.starts_with("quake") {
            return Ok(Some(index + 1));
        }
    }
    Ok(None)
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
