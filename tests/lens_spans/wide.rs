fn main() {
    let 名前 = String::from("山田 café 🦀");
    let (長さ, 写し) = ("café 山".len(), 名前); // to 写し
    let café = 長さ;
    println!("山 é {} {} {}", café, 名前, 写し);
}
