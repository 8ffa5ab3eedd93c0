use std::future::Future;

fn spawn<F: Future + Send + 'static>(_task: F) {}

fn main() {
    let name = String::from("Ada");
    spawn(async {
        println!("hello {name}");
    });
}
