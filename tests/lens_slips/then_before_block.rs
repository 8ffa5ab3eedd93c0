pub fn sign(n: i32) -> i32 {
    if n < 0 then {
        -1
    } else {
        1
    }
}
