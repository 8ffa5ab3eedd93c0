// A small server: each request is worked on by a task of its own.

use std::future::Future;
use std::pin::Pin;

type Task = Pin<Box<dyn Future<Output = usize> + Send>>;

#[derive(Default)]
struct Runtime {
    tasks: Vec<Task>,
}

impl Runtime {
    fn spawn<F>(&mut self, task: F)
    where
        F: Future<Output = usize> + Send + 'static,
    {
        self.tasks.push(Box::pin(task));
    }
}

async fn answer(path: &str, retries: usize) -> usize {
    path.len() * retries
}

fn serve(paths: Vec<String>) -> Runtime {
    let mut runtime = Runtime::default();
    let retries = 3;
    for path in paths {
        runtime.spawn(async {
            println!("answering {path}");
            answer(&path, retries).await
        });
    }
    runtime
}

fn main() {
    let runtime = serve(vec![String::from("/"), String::from("/about")]);
    println!("{} tasks", runtime.tasks.len());
}
