pub fn total(prices: &[i32]) -> i32 {
    int sum = prices.iter().sum();
    sum
}
