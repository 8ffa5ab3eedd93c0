pub fn sums(numbers: &[u32]) -> Vec<u32> {
    let sums = numbers.iter().map(|n| { let next = n + 1;
        n + next).collect();
    sums
}
