#[derive(Debug)]
enum Message {
    Text(String),
    Alarm { room: String, degrees: i32 },
}

fn main() {
    let room = String::from("kitchen");
    let message = Message::Alarm { room, degrees: 72 };
    match message {
        Message::Alarm { room, degrees } if degrees > 60 => println!("Fire in the {room}!"),
        Message::Alarm { .. } => {}
        Message::Text(text) => println!("{text}"),
    }
    println!("Handled: {message:?}");
}
