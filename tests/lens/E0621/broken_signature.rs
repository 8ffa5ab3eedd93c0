fn keep_the_longest<'a>(
    words: &mut Vec<&'a str>,
    candidate: &str,
    least_length: usize,
) -> usize {
    if candidate.len() >= least_length {
        words.push(candidate);
    }
    words.len()
}

fn main() {
    let mut words = vec!["one"];
    keep_the_longest(&mut words, "three", 2);
}
