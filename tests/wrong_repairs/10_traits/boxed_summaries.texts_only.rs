// Friends plan an evening at the campfire: first songs, and then a story. The plan is one
// Vec. But the elements of a Vec lie side by side, all of one type and one size.
//
// New here: `Box::new(value)` puts a value in a place of its own and gives you a box that
// owns it. A `Box<dyn Summary>` holds a value of any type that has the trait `Summary`.
// All these boxes are of one type. A method call on a box goes to the value inside.
//
// Make this true: `plan` returns all acts in one Vec, the songs first.

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

fn plan(songs: Vec<Song>, story: Story) -> Vec<String> {
    let mut acts = Vec::new();
    for song in songs {
        acts.push(song.summarize());
    }
    acts.push(story.summarize());
    acts
}

fn main() {
    for act in plan(vec![Song { verses: 4 }], Story {}) {
        println!("{act}");
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
