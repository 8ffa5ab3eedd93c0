pub fn squares(n: u32) {
    for (let i = 1; i <= n; i++) {
        println!("{}", i * i);
    }
}
