// What the test gives the field fits it, so the mistake is in `main`.
struct Board {
    colour: &'static str,
}

fn is_bare(fence: &[Board]) -> bool {
    fence.iter().all(|board| board.colour == "bare")
}

fn main() {
    let fence = [String::from("bare"), String::from("red")].map(|colour| Board { colour });
    println!("{}", is_bare(&fence));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_fence_is_bare() {
        assert!(is_bare(&["bare"; 5].map(|colour| Board { colour })));
    }
}
