// The `impl` is in the tests, and so is all that's wrong: nothing of the learner's could mend it.
use std::io::Read;

fn first_byte(mut from: impl Read) -> Option<u8> {
    let mut byte = [0];
    let count = from.read(&mut byte).ok()?;
    (count == 1).then_some(byte[0])
}

fn main() {
    println!("{:?}", first_byte("tide".as_bytes()));
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Sevens;

    impl Read for Sevens {
        fn read(&mut self, into: & [u8]) -> std::io::Result<usize> {
            std::io::repeat(7).read(into)
        }
    }

    #[test]
    fn reads_one() {
        assert_eq!(first_byte(Sevens), Some(7));
    }
}
