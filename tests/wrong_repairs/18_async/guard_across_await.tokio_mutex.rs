// In a laundry, two machines take bags from one pile until none is left. Each machine is
// a task. A machine needs the lock to take a bag. But it keeps the lock for too long, and
// the compiler does not let such a task start.
//
// tokio has several threads and may go on with a task on another one after each `.await`.
// So what a task holds over an `.await` must be `Send`. The guard of a Mutex is not: the
// thread that locked it must unlock it, too.
//
// Make this true: while a machine washes, the other one can take a bag. `wash` is right;
// leave it as it is.

use std::sync::Arc;
use tokio::sync::Mutex;
use tokio::time::{Duration, sleep};

const MINUTE: Duration = Duration::from_millis(1); // a minute in this program is short

struct Bag {
    minutes: u32,
}

async fn run_machine(pile: Arc<Mutex<Vec<Bag>>>) -> u32 {
    let mut washed = 0;
    loop {
        let mut bags = pile.lock().await;
        let Some(bag) = bags.pop() else {
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
