fn main() {
    var n = 5;
    println!("{n}");
}
