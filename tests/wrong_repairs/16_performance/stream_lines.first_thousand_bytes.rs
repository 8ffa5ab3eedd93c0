// A seismograph writes a line every second: "calm", or "quake" and more. Its paper roll
// has no end. A program that first reads all of it fills the memory, until the system
// stops the program.
//
// New here: `BufRead` is the trait of readers that can give their text line by line. A
// file in a `BufReader` is one. `lines()` goes through the lines and reads them one by
// one. Each item is an `io::Result<String>`, because each line can fail on its own.
//
// Make this true: `first_quake` returns the number of the first line that begins with
// "quake" (counted from 1), or `None`. It reads nothing after this line, and it keeps no
// line that it's done with. An error while reading goes to the caller.

use std::io::{self, BufRead, Read as _};

fn first_quake(mut paper: impl BufRead) -> io::Result<Option<usize>> {
    let mut text = String::new();
    io::Read::take(&mut paper, 1000).read_to_string(&mut text)?;
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
    use std::alloc::{GlobalAlloc, Layout, System};
    use std::cell::Cell;
    use std::io::{BufReader, Read};

    thread_local! { // in bytes, for each thread
        static NOW: Cell<usize> = const { Cell::new(0) };
        static MOST: Cell<usize> = const { Cell::new(0) };
    }

    struct Counting; // counts the memory that is in use

    #[global_allocator]
    static ALLOCATOR: Counting = Counting;

    // SAFETY: all the work is passed on to the system's allocator.
    unsafe impl GlobalAlloc for Counting {
        unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
            NOW.set(NOW.get() + layout.size());
            MOST.set(MOST.get().max(NOW.get()));
            // SAFETY: our caller keeps the promises that `System` needs.
            unsafe { System.alloc(layout) }
        }
        unsafe fn dealloc(&self, address: *mut u8, layout: Layout) {
            NOW.set(NOW.get().saturating_sub(layout.size()));
            // SAFETY: as above.
            unsafe { System.dealloc(address, layout) }
        }
    }

    struct Roll {
        line: usize,  // the number of the line that was read last
        quake: usize, // the number of the line with the quake
    }

    impl Read for Roll {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.line += 1;
            let text = match self.line {
                line if line == self.quake => "quake\n",
                9001.. => return Err(io::Error::other("out of memory")),
                _ => "calm\n",
            };
            text.as_bytes().read(buffer)
        }
    }

    #[test]
    fn reads_no_further_than_the_first_quake() {
        for quake in [1, 2, 40, 800] {
            let mut roll = Roll { line: 0, quake };
            let answer = first_quake(BufReader::new(&mut roll));
            assert_eq!(roll.line, quake, "after line {quake} the answer is known");
            assert_eq!(answer.unwrap(), Some(quake), "the line of the quake");
        }
    }

    #[test]
    fn never_keeps_more_than_a_few_lines() {
        let (line, quake) = (0, 9000);
        let paper = BufReader::new(Roll { line, quake });
        let before = NOW.get();
        MOST.set(before);
        let answer = first_quake(paper);
        let most = MOST.get() - before;
        assert_eq!(answer.unwrap(), Some(quake), "the line of the quake");
        assert!(most < 20_000, "{most} bytes were in memory at once");
    }

    #[test]
    fn an_end_is_none_and_an_error_is_passed_on() {
        let calm = first_quake("calm\nno quake\n".as_bytes());
        assert_eq!(calm.unwrap(), None, "no line begins with quake");
        let torn = first_quake(BufReader::new(Roll { line: 0, quake: 0 }));
        assert!(torn.is_err(), "it ends in an error after 9000 lines");
    }
}
