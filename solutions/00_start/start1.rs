// Welcome. This program worked from the start: there was nothing to repair in it.
// Any text between the quotes of `visitor` is right.
//
// Every exercise is a small Rust program in a file like this one. When you save the
// file, the program is compiled and run, and the screen shows what came of it.
//
// After an exercise is done, a file like this shows one good way to solve it, and its
// comments say why. Yours may differ, as long as all checks pass.

fn main() {
    // `let` gives a value a name. `{visitor}` puts that value into the text.
    let visitor = "Robin";
    println!("Welcome, {visitor}!");
    println!("A Rust program wrote these two lines.");
}
