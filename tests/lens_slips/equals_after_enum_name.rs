#[derive(Debug)]
enum Season = {
    Summer,
    Winter,
}

fn main() {
    println!("{:?} {:?}", Season::Summer, Season::Winter);
}
