pub fn is_teen(age: u32) -> bool {
    age > 12 &&& age < 20
}
