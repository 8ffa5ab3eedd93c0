// The loop reads the text of the first word, which stays where it is when the list grows.
fn main() {
    let mut words = vec![String::from("cab"), String::from("taxi")];
    for letter in words[0].chars() {
        words.push(letter.to_string());
    }
    println!("{words:?}");
}
