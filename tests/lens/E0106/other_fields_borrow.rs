struct Song {
    title: &str,
    words: Vec<&str>,
}

struct Verse {
    lines: &[&str],
    number: u32,
}

fn main() {
    let song = Song { title: "Rain", words: vec![] };
    let verse = Verse { lines: &["It rains"], number: 1 };
    println!("{} {} {} {}", song.title, song.words.len(), verse.lines.len(), verse.number);
}
