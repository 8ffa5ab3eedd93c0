// Quiz: in a café, guests send texts to a music box: "play Blue Moon" or "radio North".
// Each text becomes a `Sound`. If the box doesn't know the text, it falls silent.
// The code breaks three rules of this chapter, each in a different function.
//
// Make this true:
// - A text for the radio becomes a sound with the name of the station.
// - `price` knows every sound. A song costs 50 cents, the radio 20, silence nothing.
//   (A pattern like `Sound::Song { .. }` fits every song and leaves out its fields.)
// - `show` says what the box is playing. It only looks, and no sound is copied.

enum Sound {
    Silence,
    Song { name: String },
    Radio,
}

struct MusicBox {
    now: Sound,
}

fn choose(text: &str) -> Sound {
    let words: Vec<&str> = text.splitn(2, ' ').collect(); // 2 parts at most
    match words[..] {
        ["play", name] => Sound::Song { name: name.into() },
        ["radio", _] => Sound::Radio,
        _ => Sound::Silence,
    }
}

fn price(sound: &Sound) -> u32 {
    match sound {
        Sound::Song { .. } => 50,
        Sound::Radio => 20,
        Sound::Silence => 0,
    }
}

fn show(music_box: &MusicBox) -> String {
    match &music_box.now {
        Sound::Silence => String::from("silence"),
        Sound::Song { name } => format!("song {name}"),
        Sound::Radio => String::from("radio North"),
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
