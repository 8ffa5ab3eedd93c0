pub fn double(numbers: &[u32]) -> Vec<u32> {
    numbers.iter().map(n| n * 2).collect()
}
