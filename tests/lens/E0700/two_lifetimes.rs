use std::fmt::Display;

fn pairs<'long, 'short, T: Display>(
	keys: &'long [T],
	values: &'short [T],
) -> impl Iterator<Item = String> + use<'long, T> {
	keys.iter()
		.zip(values.iter())
		.map(|(key, value)| format!("{key}={value}"))
}

fn boxed<'a>(text: &'a str) -> Box<dyn Fn() -> usize + 'a> {
	Box::new(move || text.len())
}

fn counter<'a>(text: &'a str) -> impl Fn() -> usize + use<> {
	let f = boxed(text);
	move || f() + 1
}

fn main() {
	for pair in pairs(&[1, 2], &[3, 4]) {
		println!("{pair} {}", counter("a")());
	}
}
