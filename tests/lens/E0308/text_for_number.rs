fn main() {
    let n: u32 = "12";
    println!("{n}");
}
