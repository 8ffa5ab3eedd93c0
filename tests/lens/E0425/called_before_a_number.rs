// `double` is called, but the only `double` of this program is a number, and that begins below.
fn main() {
    println!("{}", double(4));
    let double = 2;
    println!("{double}");
}
