fn retry(messages: &mut Vec<String>) {
    for message in messages.iter() {
        if message.starts_with('!') {
            messages.push(message.clone());
        }
    }
}

fn main() {
    let mut messages = vec![String::from("!a")];
    retry(&mut messages);
}
