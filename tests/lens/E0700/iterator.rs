fn evens<'a>(numbers: &'a [u32]) -> impl Iterator<Item = u32> + use<> {
    numbers.iter().copied().filter(|n| n % 2 == 0)
}

fn main() {
    println!("{}", evens(&[1, 2]).count());
}
