trait Pick {
    fn pick(
        first: &Self,
        second: &Self,
    ) -> &Self;
}

impl Pick for String {
    fn pick(
        first: &Self,
        second: &Self,
    ) -> &Self {
        if first > second { first } else { second }
    }
}

fn main() {}
