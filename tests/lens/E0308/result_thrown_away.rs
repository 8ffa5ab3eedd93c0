// What lacks is the return type: with a `;`, nothing would be left for `main` to print.
fn doubled(numbers: &[i32]) {
    numbers.iter().map(|number| number * 2).collect::<Vec<i32>>()
}

fn main() {
    println!("{}", doubled(&[1, 2]).len());
}
