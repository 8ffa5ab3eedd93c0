// A piano has 88 keys.
//
// Not every number is a key, so `From` would have to lie or to panic. `TryFrom` says so in
// its signature, and whoever calls it can't overlook that there may be no key.

#[derive(Debug, PartialEq)]
struct Key {
    number: u8,
}

#[derive(Debug, PartialEq)]
struct NoSuchKey(i32);

impl TryFrom<i32> for Key {
    type Error = NoSuchKey;

    fn try_from(number: i32) -> Result<Self, NoSuchKey> {
        match number as u8 {
            number @ 1..=88 => Ok(Key { number }),
            _ => Err(NoSuchKey(number)),
        }
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
