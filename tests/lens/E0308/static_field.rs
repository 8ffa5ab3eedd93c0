struct Song {
    title: String,
}

struct Player {
    song: &'static Song,
    volume: u32,
}

fn title_of(song: &Song) -> String {
    song.title.to_lowercase()
}

fn keep(name: &'static str) -> usize {
    name.len()
}

fn main() {
    let song = Song { title: String::from("Yesterday") };
    let player = Player { song, volume: 3 };
    println!("{} {}", title_of(song), player.volume);
    let name = String::from("Anna");
    println!("{}", keep(name));
}
