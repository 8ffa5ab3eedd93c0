// A treasure map describes walks.
//
// `Add` alone means `Add<Walk>`: on the right of `+` is another walk. On the right of `*`
// is a number, so that's `Mul<i32>`. `Output` says that both results are walks again.

use std::ops::{Add, Mul};

#[derive(Debug, Clone, Copy, PartialEq)]
struct Walk {
    east: i32,
    north: i32,
}

impl Add for Walk {
    type Output = Walk;

    fn add(self, other: Walk) -> Walk {
        Walk {
            east: self.east + other.east,
            north: self.north,
        }
    }
}

impl Mul<i32> for Walk {
    type Output = Walk;

    fn mul(self, times: i32) -> Walk {
        Walk {
            east: self.east * times,
            north: self.north * times,
        }
    }
}

fn to_the_chest(to_the_oak: Walk, around_the_pond: Walk) -> Walk {
    to_the_oak + around_the_pond * 3
}

fn main() {
    let to_the_oak = Walk { east: 40, north: 5 };
    let around_the_pond = Walk {
        east: -7,
        north: 12,
    };
    println!("{:?}", to_the_chest(to_the_oak, around_the_pond));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn walks_add_up_and_repeat() {
        let one = Walk { east: 1, north: 0 };
        for east in -4..=4 {
            for north in -4..=4 {
                let walk = Walk { east, north };
                let further = Walk {
                    east: east + 1,
                    north,
                };
                assert_eq!(walk + one, further, "one more step east");
                assert_eq!(walk * 2, walk + walk, "twice");
                assert_eq!(walk * 5, walk + walk * 4, "five times");
                assert_eq!(
                    walk * -1 + walk,
                    Walk { east: 0, north: 0 },
                    "there and back"
                );
                let chest = Walk {
                    east: 10 + 3 * east,
                    north: 3 * north - 2,
                };
                let oak = Walk {
                    east: 10,
                    north: -2,
                };
                assert_eq!(to_the_chest(oak, walk), chest, "three times round");
            }
        }
        assert_ne!(one, Walk { east: 1, north: 1 }, "not the same walk");
    }
}
