// Before a ship leaves the harbour, it asks two stations for the wind. The first answer
// is good enough. If there is none in five minutes, the ship goes without.
//
// Two timeouts one after the other add up. `select!` asks both stations at the same time
// and ends with the first answer. The other question is dropped, that is, cancelled. One
// timeout around it holds for both.

use harbour::Station;
use tokio::time::{Duration, sleep, timeout};

const MINUTE: Duration = Duration::from_millis(1); // a minute in this program is short
const PATIENCE: Duration = Duration::from_millis(5);

mod harbour {
    pub struct Station {
        minutes: u32, // until the answer comes: nobody else knows this before
        knots: u32,   // how fast the wind is
    }

    impl Station {
        pub fn new(minutes: u32, knots: u32) -> Station {
            Station { minutes, knots }
        }

        pub async fn ask(&self) -> u32 {
            super::sleep(self.minutes * super::MINUTE).await;
            self.knots
        }
    }
}

async fn wind(north: Station, south: Station) -> Option<u32> {
    let first = async {
        tokio::select! {
            knots = north.ask() => knots,
            knots = south.ask() => knots,
        }
    };
    // `ok` makes `None` of the error that says that the time is over.
    timeout(PATIENCE, first).await.ok()
}

#[tokio::main]
async fn main() {
    println!("{:?}", wind(Station::new(60, 9), Station::new(2, 7)).await);
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::time::Instant;

    #[tokio::test(start_paused = true)]
    async fn first_answer_counts_while_patience_lasts() {
        let cases = [(1, 2, Some(9), 1), (60, 4, Some(7), 4), (60, 70, None, 5)];
        for (north, south, knots, minutes) in cases {
            let start = Instant::now();
            let answer = wind(Station::new(north, 9), Station::new(south, 7)).await;
            let case = format!("the stations need {north} and {south} minutes");
            assert_eq!(answer, knots, "{case}; north has 9 knots, south 7");
            assert_eq!(start.elapsed(), minutes * MINUTE, "{case}");
        }
    }
}
