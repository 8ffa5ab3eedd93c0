fn add(log: &mut Vec<String>) {
    let writer = log;
    writer.push(String::from("a"));
    log.push(String::from("b"));
}

fn main() {
    let mut log = Vec::new();
    add(&mut log);
}
