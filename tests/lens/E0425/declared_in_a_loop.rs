fn main() {
    let weights = [3, 8, 5];
    for weight in weights {
        let mut heaviest = 0;
        if weight > heaviest {
            heaviest = weight;
        }
    }
    println!("the heaviest: {heaviest}");
}
