// Quiz. A server makes backups. A backup job that fails stays in the queue and is tried
// again in the next round. Make the whole queue work:
// - `run_round` counts one more try for every job, then removes the jobs that succeed.
// - `add_alarms` adds an alarm at the end for each job with exactly 3 tries: a job with
//   the name that you see in the code and 0 tries. The other jobs stay as they are.
// - `close` hands over the jobs themselves, not copies, and leaves an empty queue.
// `fn(&Job) -> bool` is the type of a function that looks at a job and answers yes or no.

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
        for job in self.jobs.iter() {
            let _ = job.tries + 1;
        }
        self.jobs.retain(|job| !succeeds(job));
    }

    fn add_alarms(&mut self) {
        for failed in self.jobs.iter() {
            if failed.tries == 3 {
                return self.jobs.push(job(&format!("alarm: {}", failed.name), 0));
            }
        }
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
