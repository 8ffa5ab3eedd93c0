fn words_longer_than<'a, 'b>(
    text: &'a str,
    least_length: &'b usize,
) -> impl Iterator<Item = &'a str> + use<'a> {
    text.split_whitespace()
        .filter(move |word| word.len() > *least_length)
}

fn main() {
    println!("{}", words_longer_than("a bc", &1).count());
}
