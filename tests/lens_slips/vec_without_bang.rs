pub fn primes() -> Vec<u32> {
    vec[2, 3, 5, 7]
}
