pub fn even(numbers: &[u32]) -> Vec<u32> {
    numbers.iter().copied().filter(|n n % 2 == 0).collect()
}
