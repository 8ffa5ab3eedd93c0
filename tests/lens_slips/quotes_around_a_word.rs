fn main() {
    let sign = "the "best" soup in town";
    println!("{sign}");
}
