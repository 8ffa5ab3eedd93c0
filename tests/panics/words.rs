fn area(_side: u32) -> u32 {
    todo!()
}

fn volume(_side: u32) -> u32 {
    unimplemented!("volumes are for later")
}

fn sign(n: i32) -> &'static str {
    match n {
        n if n > 0 => "+",
        n if n < 0 => "-",
        _ => unreachable!("zero has no sign"),
    }
}

fn refuse(name: &str) {
    panic!("{name} isn't welcome");
}

fn imitate() {
    panic!("index out of bounds: the len is 3 but the index is 7");
}

fn count_groups(list: &[i32], size: usize) -> usize {
    list.chunks(size).count()
}

fn main() {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imitated() {
        imitate();
    }

    #[test]
    fn panicked() {
        refuse("Bob");
    }

    #[test]
    #[should_panic]
    fn should_have_panicked() {}

    #[test]
    fn todo() {
        assert_eq!(area(2), 4);
    }

    #[test]
    fn unimplemented() {
        assert_eq!(volume(2), 8);
    }

    #[test]
    fn unreachable() {
        assert_eq!(sign(0), "");
    }

    #[test]
    fn unknown() {
        assert_eq!(count_groups(&[1, 2], 0), 2);
    }
}
