#![feature(thread_local)]
use std::cell::RefCell;

#[thread_local]
static 名前: RefCell<Vec<String>> = RefCell::new(Vec::new());

struct 登録<'a, T>(&'a T);

fn 全部() -> 登録<'static, RefCell<Vec<String>>> {
	for 番 in 0..2 {
		名前.borrow_mut().push(format!("{番}"));
	}
	match 名前.borrow().is_empty() {
		true => panic!("空"),
		false => 登録(&名前),
	}
}

fn main() {
	println!("{}", 全部().0.borrow().len());
}
