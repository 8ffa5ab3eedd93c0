#[derive(Default)]
pub struct Queue {
    waiting: Vec<String>,
}

impl Queue {
    pub fn join(&mut self, guest: &str) {
        self.waiting.push(guest.to_owned());
    }
}

fn main() {
    let queue = Queue::default();
    queue.join("Ada");
    println!("{} waiting", queue.waiting.len());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guest_waits() {
        let queue = Queue::default();
        queue.join("Noor");
        assert_eq!(queue.waiting, ["Noor"]);
    }
}
