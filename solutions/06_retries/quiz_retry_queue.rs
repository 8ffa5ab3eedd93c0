// Quiz. The retry queue of a server that makes backups. Three times, the code asked for
// more than its borrow allowed:
// - `run_round` wanted to change jobs that `iter` only lends to be read: use `iter_mut`.
// - `add_alarms` pushed while its loop was reading: first collect, then extend. A loop
//   over `self.jobs.clone()` would work too, but it's wasteful: it copies every job
//   with its name, only to look at the copies and drop them.
// - `close` wanted to move a field out of a queue that it only borrows: leave an empty
//   Vec in its place with `mem::take`.

#[derive(Debug, PartialEq)] // can be printed with {:?} and compared with ==
struct Job {
    name: String,
    tries: u32,
}

fn job(name: &str, tries: u32) -> Job {
    let name = String::from(name);
    Job { name, tries }
}

struct RetryQueue {
    jobs: Vec<Job>,
}

impl RetryQueue {
    fn run_round(&mut self, succeeds: fn(&Job) -> bool) {
        for job in self.jobs.iter_mut() {
            job.tries += 1;
        }
        self.jobs.retain(|job| !succeeds(job));
    }

    fn add_alarms(&mut self) {
        // `collect` ends the reading, so that `extend` may write.
        let alarms: Vec<Job> = self
            .jobs
            .iter()
            .filter(|failed| failed.tries == 3)
            .map(|failed| job(&format!("alarm: {}", failed.name), 0))
            .collect();
        self.jobs.extend(alarms);
    }

    fn close(&mut self) -> Vec<Job> {
        std::mem::take(&mut self.jobs)
    }
}

fn main() {
    let jobs = vec![job("mail", 0), job("photos", 2)];
    let mut queue = RetryQueue { jobs };
    queue.run_round(|job| job.name == "mail"); // only the mail can be saved tonight
    queue.add_alarms();
    println!("left at the end: {:?}", queue.close());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_queue_counts_tries_adds_alarms_and_hands_over_its_jobs() {
        let jobs = vec![job("mail", 1), job("photos", 2), job("music", 3)];
        let mut queue = RetryQueue { jobs };
        queue.run_round(|job| job.name == "mail" && job.tries == 2);
        let left = [job("photos", 3), job("music", 4)];
        assert_eq!(queue.jobs, left, "one more try each; the mail is saved");
        queue.add_alarms();
        assert_eq!(queue.jobs[..2], left, "the jobs stay as they are");
        assert_eq!(queue.jobs[2..], [job("alarm: photos", 0)], "one alarm");
        let letters = queue.jobs[0].name.as_ptr(); // where the letters of the name are
        let closed = queue.close();
        assert_eq!((closed.len(), queue.jobs.len()), (3, 0), "all handed over");
        assert!(closed[0].name.as_ptr() == letters, "these jobs are copies");
    }
}
