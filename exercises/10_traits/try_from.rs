// A piano has 88 keys. Its tuner types in the number of a key, from 1 to 88. For every other
// number, the program takes a key nearby, and the tuner works on the wrong string.
//
// New here: `From` must always give a value. `TryFrom` may fail. A block for it names the
// type of the error, `type Error = ...;`, and `try_from` gives a `Result`. A type has one
// or the other: where there's a `From`, Rust adds a `TryFrom` that never fails.
//
// Make this true: `Key::try_from(number)` gives the key, or `NoSuchKey` with the number.

#[derive(Debug, PartialEq)]
struct Key {
    number: u8,
}

#[derive(Debug, PartialEq)]
struct NoSuchKey(i32);

impl From<i32> for Key {
    fn from(number: i32) -> Self {
        Key { number: number.clamp(1, 88) as u8 }
    }
}

fn tune(number: i32) -> Result<String, NoSuchKey> {
    let key: Result<Key, NoSuchKey> = Key::try_from(number);
    match key {
        Ok(key) => Ok(format!("string {} is in tune", key.number)),
        Err(error) => Err(error),
    }
}

fn main() {
    for number in [1, 49, 89] {
        println!("{:?}", tune(number));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_88_numbers_are_keys() {
        let mut keys = 0;
        for number in -400..=400 {
            match tune(number) {
                Ok(text) => {
                    assert_eq!(text, format!("string {number} is in tune"), "this string");
                    keys += 1;
                }
                Err(error) => assert_eq!(error, NoSuchKey(number), "say which number"),
            }
        }
        assert_eq!(keys, 88, "all keys, and no others");
        assert_eq!(Key::try_from(88), Ok(Key { number: 88 }), "the last key");
        assert_eq!(Key::try_from(0), Err(NoSuchKey(0)), "before the first");
        assert_ne!(Key::try_from(1), Key::try_from(2), "two keys");
        assert_ne!(NoSuchKey(0), NoSuchKey(89), "two numbers");
    }
}
