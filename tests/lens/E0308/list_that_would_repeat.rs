// With `;`, the list would be something else.
fn main() {
    let labels = ["row", 4];
    println!("{}", labels.len());
}
