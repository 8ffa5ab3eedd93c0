// Quiz: a bicycle workshop has a ticket for every bicycle, with the jobs to do.
// The code breaks three rules of borrowing, each in a different function.
//
// Make this true:
// - `add_job` puts the job on the ticket that its caller lends.
// - `count_minutes` adds up the minutes and leaves the ticket as it is.
// - `add_test_ride` adds a test ride, and the number in its report includes it.
// No job is copied. The tests are right; leave them as they are.

struct Job {
    name: String,
    minutes: u32,
}

struct Ticket {
    jobs: Vec<Job>,
}

fn job(name: &str, minutes: u32) -> Job {
    let name = String::from(name);
    Job { name, minutes }
}

fn add_job(ticket: &mut Ticket, job: Job) {
    ticket.jobs.push(job);
}

fn count_minutes(ticket: &Ticket) -> u32 {
    let mut total = 0;
    for job in &ticket.jobs {
        total += job.minutes;
    }
    total
}

fn add_test_ride(ticket: &mut Ticket) -> String {
    let count = ticket.jobs.len();
    ticket.jobs.push(job("test ride", 10));
    format!("{} jobs, first: {}", count, ticket.jobs[0].name)
}

fn main() {
    let mut ticket = Ticket { jobs: Vec::new() };
    add_job(&mut ticket, job("new chain", 25));
    println!("{}", add_test_ride(&mut ticket));
    println!("{} minutes", count_minutes(&ticket));
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    thread_local! { static GONE: Cell<u32> = const { Cell::new(0) } }

    impl Drop for Job {
        fn drop(&mut self) {
            GONE.set(GONE.get() + 1); // counts the jobs that are thrown away
        }
    }

    #[test]
    fn add_job_changes_the_lent_ticket() {
        let jobs = vec![job("new chain", 25)];
        let mut ticket = Ticket { jobs };
        add_job(&mut ticket, job("flat tyre", 15));
        assert_eq!(ticket.jobs.len(), 2, "the job should be on this ticket");
        assert_eq!(count_minutes(&ticket), 40, "25 + 15");
    }

    #[test]
    fn the_report_includes_the_test_ride() {
        let before = GONE.get();
        let jobs = vec![job("new chain", 25), job("flat tyre", 15)];
        let mut ticket = Ticket { jobs };
        let report = add_test_ride(&mut ticket);
        assert_eq!(report, "3 jobs, first: new chain", "count the ride too");
        assert_eq!(ticket.jobs[2].name, "test ride", "the ride comes last");
        assert_eq!(count_minutes(&ticket), 50, "25 + 15 + 10");
        assert_eq!(GONE.get(), before, "jobs were copied or thrown away");
    }
}
