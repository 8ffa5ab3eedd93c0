fn brew(cups: u32) -> u32 {
    cups * 7
}

fn clena(cups: u32) -> u32 {
    cups / 2
}

fn main() {
    println!("{} {}", berw(3), brew(1));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cup_takes_7_grams() {
        let grams = brew(2);
        assert_eq!(gramms, 14);
        assert_eq!(clean(4), 2);
    }
}
