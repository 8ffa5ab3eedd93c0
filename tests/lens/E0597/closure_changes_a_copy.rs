fn main() {
    let mut total = 0;
    let mut deliver;
    {
        let sacks = 12;
        deliver = || total += sacks;
        deliver();
    }
    deliver();
    println!("{total} sacks");
}
