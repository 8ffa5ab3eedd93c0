// Both texts are in `main`'s own list: no signature could make them fit each other.
fn shout(word: &str) -> String {
    word.to_uppercase()
}

fn main() {
    for word in [String::from("ahoy"), "land"] {
        println!("{}", shout(word));
    }
}

#[test]
fn it_is_loud() {
    assert_eq!(shout("ahoy"), "AHOY");
}
