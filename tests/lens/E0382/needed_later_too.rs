fn main() {
    let title = String::from("Tides");
    let announce = move |track: u32| println!("Track {track} of {title}");
    for track in 1..=3 {
        announce(track);
    }
    let shelf = vec![&title];
    println!("On the shelf: {shelf:?}");
}
