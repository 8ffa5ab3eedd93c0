fn main() {
	let mut words = vec!["	a".to_owned(),	"b".to_owned()];
	if words.len() > 1 {
		let first =	&words[0];
		let n =	1;	worts(&mut	words, n);
		println!("	{}", first);
	}
}

fn worts(_: &mut Vec<String>, _: usize) {}
