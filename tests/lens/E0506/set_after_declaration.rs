// `level` has no value before line 5.
fn main() {
    let mut level;
    let step = 2;
    level = step * 3;
    let shown = &level;
    level = step;
    println!("{shown} {level}");
}
