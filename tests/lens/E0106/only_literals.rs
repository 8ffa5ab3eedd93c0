struct Flag {
    colour: &'_ str,
}

fn halves(flags: &mut [Flag]) -> (&mut [Flag], &mut [Flag]) {
    let middle = flags.len() / 2;
    flags.split_at_mut(middle)
}

fn main() {
    let mut flags = ["red", "blue"].map(|colour| Flag { colour });
    let (first, second) = halves(&mut flags);
    println!("{} {}", first[0].colour, second[0].colour);
}
