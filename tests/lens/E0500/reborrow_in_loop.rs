struct 列<T>(Vec<T>);

impl<T: Clone> 列<T> {
	fn 倍(&mut self) {
		let 写し = self.0.clone();
		self.0.extend(写し);
	}
}

fn 育てる<T: Clone>(並び: &mut 列<T>, 回: usize) -> Option<&T> {
	let mut 初め = None;
	for 番 in 0..回 {
		let mut 倍 = || { 並び.倍(); 番 };
		if 倍() == 1 {
			初め = 並び.0.first();
		}
	}
	初め
}

fn main() {
	println!("{:?}", 育てる(&mut 列(vec!["a"]), 3));
}
