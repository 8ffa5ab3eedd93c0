// Two couriers start at the same time. One takes the bicycle, one the scooter. The quick
// one should be there first. But the program takes as long as both rides together.
//
// New here:
//   tokio::spawn(future)   hands a future to tokio as a task. The task starts to run by
//                          itself, beside the code that comes next. `spawn` gives back a
//                          handle at once.
//   handle.await.unwrap()  waits for the end of the task and gives the value of its
//                          future (`unwrap`, because a task may have panicked)
//   start.elapsed()        the time since `start`
//
// Make this true: both couriers are on the road at the same time, and `send_out` ends
// when both have arrived. `ride` is right; leave it as it is.

use tokio::time::{Duration, Instant, sleep};

const MINUTE: Duration = Duration::from_millis(1); // a minute in this program is short

async fn ride(name: &'static str, minutes: u32, start: Instant) -> Duration {
    sleep(minutes * MINUTE).await;
    println!("the {name} has arrived");
    start.elapsed()
}

async fn send_out(bicycle: u32, scooter: u32) -> (Duration, Duration) {
    let start = Instant::now();
    let bicycle = tokio::spawn(ride("bicycle", bicycle, start)).await.unwrap();
    let scooter = tokio::spawn(ride("scooter", scooter, start)).await.unwrap();
    (bicycle, scooter)
}

#[tokio::main]
async fn main() {
    send_out(100, 50).await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn each_arrives_after_its_own_time() {
        let start = Instant::now();
        let (bicycle, scooter) = send_out(100, 50).await;
        assert_eq!(scooter, 50 * MINUTE, "the scooter waits for nobody");
        assert_eq!(bicycle, 100 * MINUTE, "the bicycle waits for nobody");
        assert_eq!(start.elapsed(), 100 * MINUTE, "as long as the longest ride");
        let (bicycle, scooter) = send_out(30, 45).await;
        assert_eq!([bicycle, scooter], [30 * MINUTE, 45 * MINUTE]);
    }
}
