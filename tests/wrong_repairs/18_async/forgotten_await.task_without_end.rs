// A greenhouse is made ready for the night. `good_night` closes the roof, then the taps.
// The program compiles, but the roof stays open.
//
// New here: a function with `async` can pause while it waits, and other code can run.
//   async fn f() -> u32    calling `f()` runs nothing yet: it gives a future, that is, a
//                          plan for the work, which will have a `u32` in the end
//   f().await              carries out the plan and gives the `u32`; only in async code
//   sleep(time).await      pauses for this time
//   #[tokio::main]         lets `main` be async. Rust has no engine for futures of its
//                          own; this starts the one of the crate tokio.
//   #[tokio::test(...)]    does the same for a test. With `start_paused`, the clock jumps
//                          over all pauses, so the test takes no real time.
//
// Make this true: `good_night` ends when the roof and the taps are closed.

use tokio::time::{Duration, sleep};

const MINUTE: Duration = Duration::from_millis(1); // a minute in this program is short

struct Greenhouse {
    roof: &'static str,
    open_taps: u32,
}

impl Greenhouse {
    async fn close_roof(&mut self) {
        sleep(10 * MINUTE).await; // the motor is slow
        self.roof = "closed";
    }

    async fn close_taps(&mut self) -> u32 {
        sleep(self.open_taps * MINUTE).await;
        std::mem::take(&mut self.open_taps)
    }

    async fn good_night(&mut self) -> String {
        drop(self.close_roof());
        let taps = self.close_taps().await;
        format!("roof: {}, taps closed: {taps}", self.roof)
    }
}

#[tokio::main]
async fn main() {
    let (roof, open_taps) = ("open", 3);
    println!("{}", Greenhouse { roof, open_taps }.good_night().await);
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::time::Instant;

    #[tokio::test(start_paused = true)]
    async fn roof_and_taps_are_closed() {
        let (roof, open_taps) = ("open", 4);
        let (mut house, start) = (Greenhouse { roof, open_taps }, Instant::now());
        let report = house.good_night().await;
        assert_eq!(report, "roof: closed, taps closed: 4", "both are closed");
        assert_eq!(start.elapsed(), 14 * MINUTE, "10 + 4 minutes");
    }
}
