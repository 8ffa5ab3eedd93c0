// A treasure map describes walks: so many steps east, so many steps north (negative numbers
// mean west and south). The person who reads it adds walks up and repeats them.
//
// New here: an operator is a trait in `std::ops`. `a + b` calls `a.add(b)` of the trait
// `Add`, and `a * b` calls `a.mul(b)` of `Mul`. The type on the right stands in angle
// brackets, as in `Mul<i32>`; for `Add` alone it's the type itself. Both traits leave one
// type open: `Output` is the type of the result.
//
// Make this true: `+` joins two walks into one, and `walk * 3` is the walk three times.

#[derive(Debug, Clone, Copy, PartialEq)]
struct Walk {
    east: i32,
    north: i32,
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
