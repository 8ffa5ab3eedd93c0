// Friends plan an evening at the campfire, with songs and a story in one Vec.
//
// A `Song` and a `Story` differ in type and size, so a Vec can't hold both side by side.
// Boxes can be side by side: each points to a value elsewhere, and a `Box<dyn Summary>`
// also knows which `summarize` belongs to its value. Each box owns its act.

trait Summary {
    fn summarize(&self) -> String;
}

struct Song {
    verses: u32,
}

impl Summary for Song {
    fn summarize(&self) -> String {
        format!("song with {} verses", self.verses)
    }
}

struct Story {}

impl Summary for Story {
    fn summarize(&self) -> String {
        String::from("story")
    }
}

fn plan(songs: Vec<Song>, story: Story) -> Vec<Box<dyn Summary>> {
    let mut acts: Vec<Box<dyn Summary>> = Vec::new();
    for song in songs {
        acts.push(Box::new(song)); // moved into the box, not copied
    }
    acts.push(Box::new(story));
    acts
}

fn main() {
    for act in plan(vec![Song { verses: 4 }], Story {}) {
        println!("{}", act.summarize());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn songs_and_story_are_in_one_plan() {
        let songs = vec![Song { verses: 4 }, Song { verses: 7 }];
        let acts: Vec<Box<dyn Summary>> = plan(songs, Story {});
        let texts: Vec<String> = acts.iter().map(|act| act.summarize()).collect();
        let wanted = ["song with 4 verses", "song with 7 verses", "story"];
        assert_eq!(texts, wanted, "all acts, the story last");
    }
}
