use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;

macro_rules! 実行 {
	($($仕事:expr),* $(,)?) => { $( 予約(Box::pin($仕事)); )* };
}

fn 予約(_: Pin<Box<dyn Future<Output = ()> + Send>>) {}

async fn 待つ(数: usize) -> usize {
	数
}

struct 箱<T>(RefCell<Vec<T>>);

fn main() {
	実行!(
		async {
			let 名前 = 箱(RefCell::new(vec!["a"]));
			let 箱の中 = &名前.0;
			for 番 in 0..2 {
				if 待つ(番).await > 箱の中.borrow().len() {
					箱の中.borrow_mut().push("b");
				}
			}
		},
		async {
			let p = std::ptr::null::<u8>();
			待つ(p as usize).await;
			drop(p.is_null());
		},
	);
}
