// In a laundry, two machines take bags from one pile until none is left. Each machine is
// a task, and a machine needs the lock to take a bag.
//
// The variable `bags` was the guard, and it lived until the end of the loop's body, over
// the `.await`. So the future was not `Send`. And had it been, the other machine would
// have waited through the whole wash. Now the guard has no name and is gone after one
// line.

use std::sync::{Arc, Mutex};
use tokio::time::{Duration, sleep};

const MINUTE: Duration = Duration::from_millis(1); // a minute in this program is short

struct Bag {
    minutes: u32,
}

async fn run_machine(pile: Arc<Mutex<Vec<Bag>>>) -> u32 {
    let mut washed = 0;
    loop {
        // The guard is dropped at the end of this `let`, before the `.await`. With a
        // `while let`, it would live until the end of the loop's body.
        let Some(bag) = pile.lock().unwrap().pop() else {
            return washed; // the pile is empty
        };
        sleep(bag.minutes * MINUTE).await;
        washed += 1;
    }
}

async fn wash(bags: Vec<Bag>) -> [u32; 2] {
    let pile = Arc::new(Mutex::new(bags));
    let start = || tokio::spawn(run_machine(Arc::clone(&pile)));
    let (left, right) = (start(), start());
    [left.await.unwrap(), right.await.unwrap()]
}

#[tokio::main]
async fn main() {
    let bags = [10, 10, 30].map(|minutes| Bag { minutes });
    println!("bags of each machine: {:?}", wash(bags.into()).await);
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::time::Instant;

    #[tokio::test(start_paused = true)]
    async fn machines_wash_at_the_same_time() {
        let bags = [8, 10, 10, 10, 50].map(|minutes| Bag { minutes });
        let start = Instant::now();
        let washed = wash(bags.into()).await;
        assert_eq!(washed, [1, 4], "one big bag, meanwhile four small ones");
        assert_eq!(start.elapsed(), 50 * MINUTE, "both wash together");
    }
}
