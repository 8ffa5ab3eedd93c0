// At a charity run, many people give money by card at the same time. There is a task for
// each gift, and all tasks add to one total. The bank needs some minutes for each gift.
// The program compiles, but only one gift is left in the end.
//
// Tasks share a value as threads do: through `Arc` and `Mutex`. And at each `.await`, a
// task may pause, and the other tasks go on.
//
// Make this true: the total has every gift to which the bank agreed, and no gift waits
// for another one. `bank_agrees` and `collect` are right; leave them as they are.

use std::sync::{Arc, Mutex};
use tokio::time::{Duration, sleep};

const MINUTE: Duration = Duration::from_millis(1); // a minute in this program is short

async fn bank_agrees(euros: u32) -> bool {
    sleep(3 * MINUTE).await;
    euros <= 1000
}

async fn give(euros: u32, total: Arc<Mutex<u32>>) {
    let mut total = total.lock().unwrap();
    if bank_agrees(euros).await {
        *total += euros;
    }
}

async fn collect(gifts: &[u32], total: &Arc<Mutex<u32>>) {
    let mut tasks = Vec::new();
    for &euros in gifts {
        tasks.push(tokio::spawn(give(euros, Arc::clone(total))));
    }
    for task in tasks {
        task.await.unwrap();
    }
}

#[tokio::main]
async fn main() {
    let total = Arc::default(); // a Mutex with 0
    collect(&[5, 10, 20], &total).await;
    println!("{} euros", total.lock().unwrap());
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::time::Instant;

    #[tokio::test(start_paused = true)]
    async fn every_gift_counts_and_none_waits() {
        let (total, start) = (Arc::new(Mutex::new(100)), Instant::now());
        collect(&[5, 10, 5000, 20], &total).await;
        let total = *total.lock().unwrap();
        assert_eq!(total, 135, "100 + 5 + 10 + 20; the bank refuses 5000");
        assert_eq!(start.elapsed(), 3 * MINUTE, "no gift waits for others");
    }
}
