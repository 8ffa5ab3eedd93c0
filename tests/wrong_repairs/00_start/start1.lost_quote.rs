// Welcome. This program works already: there is nothing to repair in it.
// Use it to find out how the course runs.
//
// Every exercise is a small Rust program in a file like this one. When you save the
// file, the program is compiled and run, and the screen shows what came of it.
//
// Try it now: put your own name between the quotes of `visitor`, and save.
// The greeting on the screen changes with it.
//
// Keys on that screen:
//   n   go on to the next exercise, when this one is done
//   h   show a hint, and a clearer one when you press it again
//   l   list all exercises
//
// Lines that start with `//` are comments. They are for you; the compiler skips them.

fn main() {
    // `let` gives a value a name. `{visitor}` puts that value into the text.
    let visitor = "Robin;
    println!("Welcome, {visitor}!");
    println!("A Rust program wrote these two lines.");
}
