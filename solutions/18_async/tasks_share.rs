// At a charity run, many people give money by card at the same time. There is a task for
// each gift, and all tasks add to one total.
//
// Each task noted the old total and then waited for the bank. Meanwhile the others did
// the same, so all of them noted the same number. Each wrote its own sum over those of
// the others. What is read before an `.await` may be out of date after it.

use std::sync::{Arc, Mutex};
use tokio::time::{Duration, sleep};

const MINUTE: Duration = Duration::from_millis(1); // a minute in this program is short

async fn bank_agrees(euros: u32) -> bool {
    sleep(3 * MINUTE).await;
    euros <= 1000
}

async fn give(euros: u32, total: Arc<Mutex<u32>>) {
    if bank_agrees(euros).await {
        // Read and write under one lock, with no `.await` between them.
        *total.lock().unwrap() += euros;
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
