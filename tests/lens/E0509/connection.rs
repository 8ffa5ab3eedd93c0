// A connection says goodbye when it is dropped. Its log is wanted after that.

struct Connection {
    peer: String,
    log: Vec<String>,
    open: bool,
}

impl Connection {
    fn open(peer: &str) -> Self {
        let log = vec![format!("connected to {peer}")];
        Self { peer: peer.to_string(), log, open: true }
    }

    fn send(&mut self, text: &str) {
        self.log.push(format!("sent {text}"));
    }

    fn close(mut self) -> Vec<String> {
        self.open = false;
        self.log.push(String::from("closed"));
        self.log
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        if self.open {
            println!("lost the connection to {}", self.peer);
        }
    }
}

fn main() {
    let mut connection = Connection::open("example.org");
    connection.send("hello");
    for line in connection.close() {
        println!("{line}");
    }
}
