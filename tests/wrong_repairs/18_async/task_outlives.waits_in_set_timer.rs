// A bakery sets a timer for every loaf that goes into the oven. `set_timer` starts a task
// for it and comes back at once, so that the next loaf can go in. The task waits and then
// says that the loaf is ready.
//
// New here: `async { ... }` is a block that makes a future, as the call of an `async fn`
// does. Like a closure, it can use the variables around it.
//
// Make this true: each task says at its time which loaf is ready. After that the loaf is
// gone, and its tin is free again.

use std::sync::Arc;
use tokio::task::JoinHandle;
use tokio::time::{Duration, sleep};

const MINUTE: Duration = Duration::from_millis(1); // a minute in this program is short

struct Loaf {
    name: &'static str,
    minutes: u32,
    tin: Arc<u32>, // the number of its tin
}

impl Loaf {
    fn new(name: &'static str, minutes: u32, tin: &Arc<u32>) -> Loaf {
        let tin = Arc::clone(tin);
        Loaf { name, minutes, tin }
    }

    async fn bake(&self) -> String {
        sleep(self.minutes * MINUTE).await;
        format!("{} in tin {} is ready", self.name, self.tin)
    }
}

async fn set_timer(loaf: Loaf) -> Result<String, ()> {
    Ok(loaf.bake().await)
}

#[tokio::main]
async fn main() {
    let timer = set_timer(Loaf::new("rye", 50, &Arc::new(1)));
    println!("{}", timer.await.unwrap());
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::time::Instant;

    #[tokio::test(start_paused = true)]
    async fn every_loaf_has_its_own_timer() {
        let (start, tins) = (Instant::now(), [4, 5].map(Arc::new));
        let oats = set_timer(Loaf::new("oats", 60, &tins[0]));
        let spelt = set_timer(Loaf::new("spelt", 40, &tins[1]));
        assert_eq!(spelt.await.unwrap(), "spelt in tin 5 is ready");
        assert_eq!(start.elapsed(), 40 * MINUTE, "both bake together");
        assert_eq!(oats.await.unwrap(), "oats in tin 4 is ready");
        assert_eq!(start.elapsed(), 60 * MINUTE, "both bake together");
        let users = tins.each_ref().map(Arc::strong_count);
        assert_eq!(users, [1, 1], "when the loaf is gone, its tin is free");
    }
}
