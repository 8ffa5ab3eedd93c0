// One branch gives a literal, the other a `String`. That a caller wants a `&str` doesn't make the return
// type wrong.
fn flavour(day: &str) -> String {
    if day == "Friday" {
        "mango"
    } else {
        format!("plain, since it's {day}")
    }
}

fn shout(text: &str) -> String {
    text.to_uppercase()
}

fn main() {
    let sorbet = flavour("Friday");
    println!("{}", shout(sorbet));
}
