// Welcome! This program already works, so there's nothing to fix.
// Use it to find out how the course works.
//
// Every exercise is a small Rust program in a file like this one. Each time you save
// the file, the program is compiled and run, and the screen shows you the result.
//
// Try it now: put your own name between the quotes after `visitor`, and save.
// The greeting on the screen changes too.
//
// Keys on that screen:
//   n   go on to the next exercise, once this one is done
//   h   show a hint; press it again for a clearer one
//   l   list all exercises
//
// Lines that start with `//` are comments. They're for you; the compiler skips them.

fn main() {
    // `let` gives a value a name. `{visitor}` puts that value into the text.
    let visitor = "Robin";
    println!("Welcome, {visitor}!");
    println!("A Rust program wrote these two lines.");
}
