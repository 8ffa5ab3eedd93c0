// A trail through a cave, which shares its beginning with others.
//
// Nobody ever changes a step, so any number of trails can own it. A new step costs the same
// after a long trail and after a short one. When a trail is dropped, only those steps go
// that no other trail needs.

use std::rc::Rc;

struct Step {
    place: String,
    before: Option<Rc<Step>>,
}

struct Trail {
    last: Option<Rc<Step>>,
}

impl Trail {
    fn new() -> Trail {
        Trail { last: None }
    }

    fn step(&self, place: &str) -> Trail {
        // One more owner for all steps until here: no step is copied.
        let (place, before) = (place.to_string(), self.last.clone());
        Trail {
            last: Some(Rc::new(Step { place, before })),
        }
    }

    fn back(&self) -> Trail {
        match &self.last {
            Some(step) => Trail {
                last: step.before.clone(),
            },
            None => Trail::new(),
        }
    }

    fn places(&self) -> Vec<&str> {
        self.steps()
            .iter()
            .map(|step| step.place.as_str())
            .collect()
    }

    fn together(&self, other: &Trail) -> usize {
        let (ours, theirs) = (self.steps(), other.steps());
        // `ptr_eq` asks whether both own the same step. Its place could be a coincidence.
        let pairs = ours.iter().zip(&theirs);
        pairs.take_while(|(one, two)| Rc::ptr_eq(one, two)).count()
    }

    // All steps from the first to the last. We find them from the end.
    fn steps(&self) -> Vec<&Rc<Step>> {
        let mut steps = vec![];
        let mut next = self.last.as_ref();
        while let Some(step) = next {
            steps.push(step);
            next = step.before.as_ref();
        }
        steps.reverse();
        steps
    }
}

fn main() {
    let pool = Trail::new().step("hall").step("pool");
    let (shaft, crack) = (pool.step("shaft"), pool.step("crack"));
    println!("{:?} and {:?}", shaft.places(), crack.places());
    println!("share {} steps", shaft.together(&crack));
    println!("one back: {:?}", shaft.back().places());
}

#[cfg(test)]
mod tests {
    use super::*;

    // Gives numbers that look random, but are the same every time.
    fn next(seed: &mut u32) -> usize {
        *seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (*seed >> 16) as usize
    }

    // Explores at random. Beside each trail stands what it should be: for every step, a
    // number of its own and the place.
    fn explore(mut seed: u32) -> Vec<(Trail, Vec<(usize, &'static str)>)> {
        let places = ["hall", "pool", "crack"];
        let mut trails = vec![(Trail::new(), vec![])];
        for number in 0..60 {
            let from = next(&mut seed) % trails.len();
            let (trail, steps) = &trails[from];
            let mut steps = steps.clone();
            let trail = if next(&mut seed) % 4 == 3 {
                steps.pop();
                trail.back()
            } else {
                let place = places[next(&mut seed) % places.len()];
                steps.push((number, place));
                trail.step(place)
            };
            trails.push((trail, steps));
        }
        trails
    }

    #[test]
    fn a_trail_grows_and_goes_back() {
        let empty = Trail::new();
        assert!(empty.places().is_empty() && empty.back().places().is_empty());
        let hall = empty.step("hall");
        let pool = hall.step("pool");
        assert_eq!(pool.places(), ["hall", "pool"]);
        assert_eq!(pool.back().places(), ["hall"]);
        assert_eq!(
            (empty.places().len(), hall.places()),
            (0, vec!["hall"]),
            "as before"
        );
    }

    #[test]
    fn trails_are_what_they_should_be() {
        for seed in 0..20 {
            for (trail, steps) in explore(seed) {
                let places: Vec<&str> = steps.iter().map(|step| step.1).collect();
                assert_eq!(trail.places(), places, "seed {seed}");
            }
        }
    }

    #[test]
    fn trails_know_how_far_they_went_together() {
        for seed in 20..30 {
            let trails = explore(seed);
            for (one, ours) in &trails {
                for (two, theirs) in &trails {
                    let mut shared = 0;
                    while shared < ours.len() && ours.get(shared) == theirs.get(shared) {
                        shared += 1;
                    }
                    let (a, b) = (one.places(), two.places());
                    assert_eq!(one.together(two), shared, "seed {seed}: {a:?} and {b:?}");
                }
            }
        }
    }

    #[test]
    fn shared_steps_are_the_same_ones() {
        let pool = Trail::new().step("hall").step("pool");
        let (shaft, back) = (pool.step("shaft"), pool.step("crack").back());
        assert_eq!(shaft.places(), ["hall", "pool", "shaft"]);
        assert_eq!(back.places(), ["hall", "pool"]);
        for step in 0..2 {
            let place = pool.places()[step].as_ptr(); // where its letters lie
            assert_eq!(shaft.places()[step].as_ptr(), place, "step {step}: a copy");
            assert_eq!(back.places()[step].as_ptr(), place, "step {step}: a copy");
        }
    }

    #[test]
    fn steps_are_dropped_with_their_last_trail() {
        let hall = Trail::new().step("hall");
        let step = Rc::clone(hall.last.as_ref().unwrap());
        let pool = hall.step("pool");
        assert_eq!(
            Rc::strong_count(&step),
            3,
            "hall, the step to the pool, and the test"
        );
        drop(hall);
        assert_eq!(pool.places(), ["hall", "pool"], "the steps are still there");
        drop(pool);
        assert_eq!(Rc::strong_count(&step), 1, "only the test is left");
    }
}
