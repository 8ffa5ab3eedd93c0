// Two couriers start at the same time. One takes the bicycle, one the scooter. The quick
// one is there first.
//
// A future does nothing until it is awaited. So the scooter waited in the yard until
// `bicycle.await` had ended. A task needs no `.await` to start: tokio runs it by itself.
// Awaiting its handle only waits for its end.

use tokio::time::{Duration, Instant, sleep};

const MINUTE: Duration = Duration::from_millis(1); // a minute in this program is short

async fn ride(name: &'static str, minutes: u32, start: Instant) -> Duration {
    sleep(minutes * MINUTE).await;
    println!("the {name} has arrived");
    start.elapsed()
}

async fn send_out(bicycle: u32, scooter: u32) -> (Duration, Duration) {
    let start = Instant::now();
    // Both tasks are started before the first one is awaited.
    let bicycle = tokio::spawn(ride("bicycle", bicycle, start));
    let scooter = tokio::spawn(ride("scooter", scooter, start));
    (bicycle.await.unwrap(), scooter.await.unwrap())
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
