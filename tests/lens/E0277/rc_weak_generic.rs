use std::rc::{Rc, Weak};

fn 並行<T, F>(仕事: Vec<F>) -> Vec<T>
where
	T: Send + 'static,
	F: FnOnce() -> T + Send + 'static,
{
	let 糸: Vec<_> = 仕事.into_iter().map(std::thread::spawn).collect();
	糸.into_iter().map(|t| t.join().unwrap()).collect()
}

fn main() {
	let 親 = Rc::new(5);
	let 子: Weak<i32> = Rc::downgrade(&親);
	let 数 = 7;
	let 結果 = 並行(vec![move || 子.upgrade().map_or(数, |n| *n + 数)]);
	println!("{結果:?} {親}");
}
