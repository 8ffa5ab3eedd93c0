fn main() {
    let n = 5 – 3;
    println!("{n}");
}
