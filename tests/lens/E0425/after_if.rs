fn main() {
    let celsius = 21.5;
    if celsius > 20.0 {
        let advice = "open a window";
        println!("{advice}");
    }
    println!("{celsius} degrees: {advice}");
}
