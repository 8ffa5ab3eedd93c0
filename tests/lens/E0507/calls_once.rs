// Calling an `FnOnce` moves it, and a reference can't give it away.
struct Job {
    run: Box<dyn FnOnce() -> u32>,
}

fn start(job: &Job) -> u32 {
    (job.run)()
}

fn main() {
    let job = Job { run: Box::new(|| 7) };
    println!("{}", start(&job));
}
