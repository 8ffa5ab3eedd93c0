fn main() {
    let hours = 7;
    let fee = if hours > 10 {
        12.5
    } else if hours > 3 {
        6
    } else {
        2.25
    };
    println!("{fee}");
}
