type Step<'a> = Box<dyn FnMut(u32) + 'a>;

fn steps<'a>(total: &'a mut u32, log: &'a mut Vec<u32>) -> Vec<Step<'a>> {
    let mut steps: Vec<Step<'a>> = Vec::new();
    for factor in 1..=3 {
        steps.push(Box::new(move |n| log.push(n * factor)));
    }
    steps.push(Box::new(|n| *total += n));
    steps
}

fn both(total: &mut u32) {
    let pair = (
        || *total += 1,
        || {
            let total = &mut *total;
            *total *= 2;
        },
    );
    let (mut one, mut two) = pair;
    one();
    two();
}

fn main() {
    let (mut total, mut log) = (1, Vec::new());
    for mut step in steps(&mut total, &mut log) {
        step(2);
    }
    both(&mut total);
}
