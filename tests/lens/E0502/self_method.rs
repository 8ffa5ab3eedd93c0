struct Jobs {
    queue: Vec<u32>,
    done: u32,
}

impl Jobs {
    fn finish(&mut self, _job: &u32) {
        self.done += 1;
    }

    fn run(&mut self) {
        for job in &self.queue {
            self.finish(job);
        }
    }
}

fn main() {
    Jobs { queue: vec![1], done: 0 }.run();
}
