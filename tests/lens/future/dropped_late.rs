use std::future::Future;
use std::rc::Rc;

fn start(task: impl Future + Send) {
    drop(task);
}

async fn pause() {}

fn main() {
    start(async {
        let name = Rc::new(String::from("Ada"));
        println!("{name}");
        pause().await;
    });
}
