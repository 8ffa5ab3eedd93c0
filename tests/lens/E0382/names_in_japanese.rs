fn 食べる(料理: String) {
    println!("{料理}を食べた");
}

fn main() {
	let 料理 = String::from("寿司 🍣"); // タブ
	食べる(料理);
	println!("残り: {料理}");
}
