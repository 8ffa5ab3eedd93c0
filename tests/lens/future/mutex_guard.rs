// Orders are counted by tasks that a runtime may move between its threads.

use std::future::Future;
use std::sync::{Arc, Mutex};

fn spawn<F: Future + Send + 'static>(_task: F) {}

struct Shop {
    stock: u32,
    sold: u32,
}

#[derive(Debug)]
struct SoldOut;

async fn send_receipt(number: u32) {
    println!("receipt {number}");
}

async fn order(shop: Arc<Mutex<Shop>>) -> Result<u32, SoldOut> {
    let mut shop = shop.lock().unwrap();
    if shop.stock == 0 {
        return Err(SoldOut);
    }
    shop.stock -= 1;
    shop.sold += 1;
    send_receipt(shop.sold).await;
    Ok(shop.stock)
}

fn main() {
    let shop = Arc::new(Mutex::new(Shop { stock: 2, sold: 0 }));
    for customer in ["Ada", "Grace"] {
        let shop = Arc::clone(&shop);
        spawn(async move {
            match order(shop).await {
                Ok(left) => println!("{customer} was lucky, {left} left"),
                Err(sold_out) => println!("{customer}: {sold_out:?}"),
            }
        });
    }
}
