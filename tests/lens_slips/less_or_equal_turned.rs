pub fn halve(mut n: u32) -> u32 {
    while 10 =< n {
        n /= 2;
    }
    n
}
