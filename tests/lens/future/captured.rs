use std::future::Future;
use std::rc::Rc;

fn spawn<F>(task: F) -> Box<dyn Future<Output = F::Output> + Send>
where
    F: Future + Send + 'static,
{
    Box::new(task)
}

fn main() {
    let count = Rc::new(3);
    spawn(async move {
        println!("{count}");
    });
}
