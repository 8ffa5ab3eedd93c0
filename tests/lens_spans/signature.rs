fn find_the_longest_of_both_sentences(
    first_sentence: &str,
    second_sentence: &str,
    least_length: usize,
) -> &str {
    if first_sentence.len() >= least_length {
        first_sentence
    } else {
        second_sentence
    }
}

fn main() {
    println!("{}", find_the_longest_of_both_sentences("one", "two three", 5));
}
