// The name means the function as long as the variable isn't there yet.
fn harbour(boats: u32) -> String {
    format!("{boats} boats")
}

fn main() {
    println!("{harbour}");
    let harbour = harbour(3);
    println!("{harbour}");
}
