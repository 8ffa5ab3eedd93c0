enum Event {
    Key { code: u32, shift: bool },
}

fn main() {
    let event = Event::Key {
        code: 13,
        shift: false,
    };
    match event {
        Event::Key { key, ctrl, .. } => println!("{key} {ctrl}"),
    }
}
