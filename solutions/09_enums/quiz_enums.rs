// Quiz: in a café, guests send texts to a music box.
//
// - `choose` made a `Radio` without its field. A variant with fields needs all of them.
// - `price` had an answer for songs only. A `match` must have one for every variant.
// - `show` moved the name out of a box that it had only borrowed. A match on a reference
//   borrows the name.

enum Sound {
    Silence,
    Song { name: String },
    Radio { name: String },
}

struct MusicBox {
    now: Sound,
}

fn choose(text: &str) -> Sound {
    let words: Vec<&str> = text.splitn(2, ' ').collect(); // 2 parts at most
    match words[..] {
        ["play", name] => Sound::Song { name: name.into() },
        ["radio", name] => Sound::Radio { name: name.into() },
        _ => Sound::Silence,
    }
}

fn price(sound: &Sound) -> u32 {
    match sound {
        Sound::Song { .. } => 50,
        Sound::Radio { .. } => 20,
        // Not `_`: a new kind of sound shouldn't be free by accident.
        Sound::Silence => 0,
    }
}

fn show(music_box: &MusicBox) -> String {
    match &music_box.now {
        Sound::Silence => String::from("silence"),
        Sound::Song { name } => format!("song {name}"),
        Sound::Radio { name } => format!("radio {name}"),
    }
}

fn main() {
    let now = choose("radio North");
    println!("{} cents: {}", price(&now), show(&MusicBox { now }));
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Clone for Sound {
        fn clone(&self) -> Sound {
            panic!("no sound may be copied")
        }
    }

    #[test]
    fn the_box_knows_what_it_is_playing() {
        for (text, shown, cents) in [
            ("play Blue Moon", "song Blue Moon", 50),
            ("radio North", "radio North", 20),
            ("radio South Sea", "radio South Sea", 20),
            ("dance", "silence", 0),
        ] {
            let now = choose(text);
            assert_eq!(price(&now), cents, "the price of {shown}");
            assert_eq!(show(&MusicBox { now }), shown, "what's playing now");
        }
    }
}
