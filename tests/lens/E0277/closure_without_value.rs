fn main() {
    let price = 40;
    let with_tip = |percent: u32| {
        price + price * percent / 100;
    };
    println!("{}", with_tip(10));
}
