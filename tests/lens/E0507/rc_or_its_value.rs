use std::fmt::Debug;
use std::rc::Rc;
use std::sync::Arc;

fn log<T: Debug>(entry: T) {
    println!("{entry:?}");
}

fn log_title(title: Arc<String>) {
    log(*title);
}

fn keep(titles: Rc<Rc<String>>) -> usize {
    let kept = **titles;
    kept.len()
}

fn main() {
    let title = Rc::new(String::from("Dunes"));
    let copy = *title;
    println!("{title} {copy}");
    log_title(Arc::new(String::from("Tides")));
    println!("{}", keep(Rc::new(title)));
}
