fn main() {
    for town in ["Oslo", "Reykjavik", "Rome"] {
        if town.len() > 5 {
            widest = town.len();
        }
    }
    println!("The widest column has {widest} letters.");
}
