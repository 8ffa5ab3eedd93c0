use std::thread;

struct Job {
    machine: String,
}

fn switch_on(machine: String) {
    println!("The {machine} is running.");
}

fn start_all(jobs: &[Job]) {
    let mut running = Vec::new();
    for job in jobs {
        running.push(thread::spawn(move || switch_on(job.machine.clone())));
    }
    for handle in running {
        handle.join().unwrap();
    }
}

fn main() {
    let names = ["press", "drill"];
    start_all(&names.map(|name| Job { machine: name.to_string() }));
}
