// Two stars pull at each other and fly in a circle, in small steps of time. Energy
// doesn't come from nothing and doesn't get lost, so the energy of both together must
// stay nearly the same. People test such a program like this before they make it fast.
// Here, the energy doesn't stay.
//
// In each step, the pull on every star is the pull at the beginning of the step, when all
// stars are still at their old places. A star that has already moved pulls from somewhere
// else.
//
// Make this true: the stars move, and their energy stays. `gap` and `energy` are right.

struct Star {
    at: (f64, f64),    // its place: to the right, and up
    speed: (f64, f64), // how far it flies in one unit of time: to the right, and up
}

// How far it is from a to b: to the right, up, and in a straight line.
fn gap(a: &Star, b: &Star) -> (f64, f64, f64) {
    let (right, up) = (b.at.0 - a.at.0, b.at.1 - a.at.1);
    (right, up, (right * right + up * up).sqrt())
}

fn step(stars: &mut [Star; 2], time: f64) {
    for (one, other) in [(0, 1), (1, 0)] {
        let (right, up, far) = gap(&stars[one], &stars[other]);
        let star = &mut stars[one];
        star.speed.0 += time * right / far.powi(3);
        star.speed.1 += time * up / far.powi(3);
        star.at.0 += time * star.speed.0;
        star.at.1 += time * star.speed.1;
    }
}

fn energy([a, b]: &[Star; 2]) -> f64 {
    let of_speed = |star: &Star| (star.speed.0.powi(2) + star.speed.1.powi(2)) / 2.0;
    of_speed(a) + of_speed(b) - 1.0 / gap(a, b).2
}

fn twins() -> [Star; 2] {
    [-0.5, 0.5].map(|right| {
        let at = (right, 0.0);
        let speed = (0.0, right * 2_f64.sqrt()); // this gives a circle
        Star { at, speed }
    })
}

fn main() {
    let mut stars = twins();
    for _ in 0..4 {
        println!("at {:.2?}, energy {:.3}", stars[1].at, energy(&stars));
        (0..500).for_each(|_| step(&mut stars, 0.01));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stars_fly_in_a_circle_and_keep_their_energy() {
        let mut stars = twins();
        (0..111).for_each(|_| step(&mut stars, 0.01));
        let up = stars[1].at.1;
        assert!((up - 0.5).abs() < 0.02, "a quarter of the circle is done");
        (0..2000).for_each(|_| step(&mut stars, 0.01));
        let change = energy(&stars) + 0.5; // it is -0.5 at the beginning
        assert!(change.abs() < 0.001, "{change:.3}: who moved too early?");
    }
}
