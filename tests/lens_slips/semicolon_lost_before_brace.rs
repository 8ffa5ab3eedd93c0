fn main() {
    let n = {
        let a = 2
        a + 1
    };
    println!("{n}");
}
