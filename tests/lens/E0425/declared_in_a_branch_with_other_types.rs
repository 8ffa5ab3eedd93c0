// Until the types of the condition agree, rustc doesn't look whether every path sets a variable.
fn main() {
    let degrees = 21.5;
    if degrees > 30 {
        let advice = "Stay in the shade";
        println!("{advice}.");
    }
    println!("{degrees} degrees: {advice}!");
}
