// The key would be a reference into the element that is being sorted.
struct Song {
    title: String,
}

fn main() {
    let mut songs = vec![
        Song { title: String::from("Night") },
        Song { title: String::from("Dawn") },
    ];
    songs.sort_by_key(|song| &song.title);
    println!("{}", songs[0].title);
}
