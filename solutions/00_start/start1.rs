// Welcome! This program worked from the start, so there was nothing to fix.
// Any text between the quotes after `visitor` is right.
//
// Every exercise is a small Rust program in a file like this one. Each time you save
// the file, the program is compiled and run, and the screen shows you the result.
//
// Once an exercise is done, a file like this one shows you a good way to solve it, and
// its comments say why. Yours may look different, as long as it passes.

fn main() {
    // `let` gives a value a name. `{visitor}` puts that value into the text.
    let visitor = "Robin";
    println!("Welcome, {visitor}!");
    println!("A Rust program wrote these two lines.");
}
