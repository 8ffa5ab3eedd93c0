fn main() {
    let numbers = [1, 2, 3];
    numbers.iter().for_each(|n| {
        println!("{n}");
    );
}
