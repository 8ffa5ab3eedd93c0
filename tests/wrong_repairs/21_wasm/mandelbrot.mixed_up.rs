// A page shows the Mandelbrot set, a picture that is made of arithmetic alone: work for
// WebAssembly. `rounds` gives a number for a point (x, y), which the page shows as a
// colour. It is right. But first each pixel of the picture must become a point:
//   from left to right, x goes from -2 (if `px` is 0) to 1 (if `px` is `width`)
//   from top to bottom, y goes from -1 (if `py` is 0) to 1 (if `py` is `height`)
// So the point in the middle of the picture is (-0.5, 0).
//
// New here: Rust does not calculate with two types of numbers at once. `f64::from(n)`
// turns a `u32` into an `f64`. And a `u32` divided by a `u32` is a whole number again:
// 3 / 4 is 0, but 3.0 / 4.0 is 0.75.
//
// Make this true: `rounds_at` finds the point for each pixel of a picture of any size.

const MOST: u32 = 50;

fn rounds(x0: f64, y0: f64) -> u32 {
    let (mut x, mut y) = (0.0, 0.0);
    for round in 0..MOST {
        if x * x + y * y > 4.0 {
            return round;
        }
        (x, y) = (x * x - y * y + x0, 2.0 * x * y + y0);
    }
    MOST
}

// For the page: the number of one pixel of its picture.
// SAFETY: no other function in this program has this name.
#[unsafe(no_mangle)]
pub extern "C" fn rounds_at(px: u32, py: u32, width: u32, height: u32) -> u32 {
    let x = f64::from(py) / f64::from(height) * 3.0 - 2.0;
    let y = f64::from(px) / f64::from(width) * 2.0 - 1.0;
    rounds(x, y)
}

pub fn main() {
    for py in 0..=16 {
        let signs = (0..60).map(|px| match rounds_at(px, py, 60, 16) {
            MOST => '#',
            5.. => '+',
            3.. => '.',
            _ => ' ',
        });
        println!("{}", signs.collect::<String>());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pixel_is_at_its_own_point() {
        assert_eq!(rounds_at(16, 24, 64, 32), 4, "(-1.25, 0.5)");
        assert_eq!(rounds_at(40, 4, 64, 32), 50, "(-0.125, -0.75)");
        assert_eq!(rounds_at(56, 12, 64, 32), 4, "(0.625, -0.25)");
        assert_eq!(rounds_at(1, 7, 4, 8), 3, "(-1.25, 0.75)");
    }

    #[test]
    fn corners_and_middle_are_at_the_right_points() {
        assert_eq!(rounds_at(0, 0, 30, 20), rounds(-2.0, -1.0), "top left");
        assert_eq!(rounds_at(30, 20, 30, 20), rounds(1.0, 1.0), "bottom right");
        assert_eq!(rounds_at(15, 10, 30, 20), MOST, "the middle");
    }
}
