use std::future::Future;
use std::rc::Rc;

fn spawn<F: Future + Send + 'static>(_task: F) {}

async fn pause() {}

fn main() {
    spawn(async {
        let name = Rc::new(String::from("Ada"));
        pause().await;
        println!("{name}");
    });
}
