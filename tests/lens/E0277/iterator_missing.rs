fn main() {
    let total = 5;
    for n in total {
        println!("{n}");
    }
}
