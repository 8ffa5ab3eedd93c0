trait Sound {
    fn text(&self) -> String;
}

struct Echo<'w> {
    word: &'w str,
}

impl Sound for Echo<'_> {
    fn text(&self) -> String {
        format!("{0} ... {0}", self.word)
    }
}

impl dyn Sound {
    fn play(&self) {
        println!("{}", self.text());
    }
}

fn shout(word: &str) {
    let echo = Echo { word };
    let sound: &dyn Sound = &echo;
    sound.play();
}

fn main() {
    shout("hello");
}
