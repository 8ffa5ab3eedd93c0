trait Sound {
    fn sound(&self) -> &'static str;
}

struct Bell;

struct Drum {
    name: &'static str,
}

impl Sound for Bell {
    fn sound(&self) -> &'static str {
        "ding"
    }
}

impl Sound for Drum {
    fn sound(&self) -> &'static str {
        self.name
    }
}

fn main() {
    let drum = Drum { name: "boom" };
    let band = vec![Box::new(Bell), Box::new(drum)];
    for one in &band {
        println!("{}", one.sound());
    }
}
