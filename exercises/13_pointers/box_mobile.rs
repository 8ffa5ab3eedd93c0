// Over a baby's bed hangs a mobile: a single figure, or a rod with something at its left
// end and something at its right end. Each of these is a mobile again.
//
// New here: Rust must know how much room a value takes. A `Box<T>` is a pointer to a `T`
// that lies elsewhere, on the heap, and the box owns it. However big the `T` is, its box
// always has the same size.
//   Box::new(value)   moves the value to the heap, and gives you its box
//   *name             the value in the box `name`: you may move it out
// Where a function wants a `&T`, it also takes a `&Box<T>`.
//
// Make this true: a mobile can have rods below rods, as deep as you like. `height` counts
// the rods below each other, and `take_down` gives back the figures from left to right:
// the very same ones, not copies.

enum Mobile {
    Figure(String),
    Rod(Mobile, Mobile),
}

fn rod(left: Mobile, right: Mobile) -> Mobile {
    Mobile::Rod(left, right)
}

fn height(mobile: &Mobile) -> u32 {
    match mobile {
        Mobile::Figure(_) => 0,
        Mobile::Rod(left, right) => 1 + height(left).max(height(right)),
    }
}

fn take_down(mobile: Mobile) -> Vec<String> {
    match mobile {
        Mobile::Figure(name) => vec![name],
        Mobile::Rod(left, right) => {
            let mut figures = take_down(left);
            figures.extend(take_down(right));
            figures
        }
    }
}

fn main() {
    let figure = |name: &str| Mobile::Figure(name.to_string());
    let mobile = rod(figure("whale"), rod(figure("cloud"), figure("star")));
    println!("{} rods below each other", height(&mobile));
    println!("in the box: {:?}", take_down(mobile));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(name: &str) -> Mobile {
        Mobile::Figure(name.to_string())
    }

    #[test]
    fn rods_hang_below_rods() {
        assert_eq!(height(&figure("moon")), 0, "no rod at all");
        assert_eq!(height(&rod(figure("moon"), figure("sun"))), 1, "one rod");
        let (left, right) = (rod(figure("a"), figure("b")), figure("c"));
        let mobile = rod(left, rod(figure("d"), right));
        assert_eq!(height(&mobile), 2, "two, on both sides");
        let mut deep = figure("fish");
        for _ in 0..50 {
            deep = rod(deep, figure("bird"));
        }
        assert_eq!(height(&deep), 50, "fifty rods");
    }

    #[test]
    fn the_figures_come_down_from_left_to_right() {
        let mobile = rod(rod(figure("a"), rod(figure("b"), figure("c"))), figure("d"));
        assert_eq!(take_down(mobile), ["a", "b", "c", "d"]);
        assert_eq!(take_down(figure("moon")), ["moon"], "a figure alone");
    }

    #[test]
    fn the_figures_are_the_same_ones() {
        let moon = String::from("moon");
        let place = moon.as_ptr(); // where the letters of this very string lie
        let figures = take_down(rod(figure("sun"), Mobile::Figure(moon)));
        assert_eq!(figures[1].as_ptr(), place, "not a copy of the moon");
    }
}
