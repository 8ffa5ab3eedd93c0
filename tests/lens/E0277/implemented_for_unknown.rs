// The `impl` is there, but a letter is missing in the name of its type.
trait Label {
    fn label(&self) -> String;
}

struct Lantern {
    hours: u32,
}

impl Label for Latern {
    fn label(&self) -> String {
        "a lantern".to_string()
    }
}

fn print(thing: &dyn Label) {
    println!("{}", thing.label());
}

fn main() {
    let lantern = Lantern { hours: 9 };
    print(&lantern);
    println!("{} hours", lantern.hours);
}
