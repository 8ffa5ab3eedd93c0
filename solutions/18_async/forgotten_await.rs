// A greenhouse is made ready for the night. `good_night` closes the roof, then the taps.
//
// The call of `close_roof` only made a future, a plan for the work. Nobody carried it
// out, and it was dropped at the end of its line. So the compiler warned: a future does
// nothing unless it is awaited.

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
        // Without `.await` this line would only make a plan and drop it again.
        self.close_roof().await;
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
