use std::sync::mpsc;
use std::thread;

struct Job(String);

fn send_all(jobs: &[Job]) -> Vec<String> {
    let (sender, receiver) = mpsc::channel();
    for job in jobs {
        let sender = sender.clone();
        thread::spawn(move || sender.send(job.0.clone()).unwrap());
    }
    drop(sender);
    receiver.iter().collect()
}

fn main() {
    println!("{}", send_all(&[Job("a".into())]).len());
}
