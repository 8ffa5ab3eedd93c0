// Quiz: a bicycle workshop. Make each function do what the comment above it says.
// Three of the functions have one mistake each. The tests are right.

struct Job {
    customer: String,
    cents: u32,
}

// Takes a job, adds the price of one part, and gives the job back. This one is right.
fn add_part(mut job: Job, cents: u32) -> Job {
    job.cents += cents;
    job
}

// Adds every part to the same job.
fn add_parts(mut job: Job, parts: [u32; 3]) -> Job {
    for cents in parts {
        job = add_part(job, cents);
    }
    job
}

// A bill of 10000 cents or more gets a tenth off.
fn to_pay(cents: u32) -> u32 {
    let discount = 0;
    if cents >= 10_000 {
        let discount = cents / 10;
    } else {
        let discount = 0;
    }
    cents - discount
}

// Moves the job itself into the list of finished jobs, and writes to the customer.
fn finish(mut finished: Vec<Job>, job: Job) -> (Vec<Job>, String) {
    let message = format!("{}, your bicycle is ready", job.customer);
    finished.push(job);
    (finished, message)
}

fn main() {
    let customer = String::from("Ines");
    let job = add_parts(Job { customer, cents: 0 }, [9_000, 1_500, 500]);
    println!("{} cents. {}", to_pay(job.cents), finish(vec![], job).1);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_is_on_the_job() {
        let (customer, cents) = (String::from("Ines"), 4000);
        let job = add_parts(Job { customer, cents }, [1, 20, 300]);
        assert_eq!(job.cents, 4321, "4000 for the work, plus all parts");
    }

    #[test]
    fn from_ten_thousand_on_a_tenth_is_taken_off() {
        assert_eq!((to_pay(9_999), to_pay(20_000)), (9_999, 18_000));
    }

    #[test]
    fn a_finished_job_moves_into_the_list() {
        let (customer, cents) = (String::from("Ines"), 500);
        let address = customer.as_ptr();
        let (list, message) = finish(vec![], Job { customer, cents });
        assert_eq!(message, "Ines, your bicycle is ready");
        assert!(list[0].customer.as_ptr() == address, "this job is a copy");
    }
}
