// A till written in C calls a Rust function by its name to get a check digit.
//
// If a name is kept as it is, the whole program could have it twice. The compiler can't
// rule this out, so with `unsafe(...)` the programmer vouches for it. The beginning
// `shop_` makes a clash unlikely. (Before the 2024 edition, the attribute was written
// without `unsafe`, and you'll still find it that way in older programs.)

// SAFETY: no other function in this program has this name.
#[unsafe(no_mangle)]
pub extern "C" fn shop_check_digit(article: u64) -> u32 {
    let mut rest = article;
    let mut sum = 0;
    let mut weight = 3;
    while rest > 0 {
        sum += weight * (rest % 10) as u32;
        weight = 4 - weight; // 3, 1, 3, 1, ...
        rest /= 10;
    }
    (10 - sum % 10) % 10
}

fn main() {
    println!("check digit of 4001: {}", shop_check_digit(4001));
}

#[cfg(test)]
mod tests {
    // The view from C: nothing is known but the name and the types.
    unsafe extern "C" {
        fn shop_check_digit(article: u64) -> u32;
    }

    #[test]
    fn it_is_called_the_way_c_calls() {
        let digit: extern "C" fn(u64) -> u32 = super::shop_check_digit;
        assert_eq!(digit(7), 9, "3 * 7 is 21, and 9 more make 30");
        assert_eq!(digit(0), 0, "0 is a multiple of 10");
    }

    #[test]
    fn c_finds_it_by_its_name() {
        // SAFETY: the types are right, and the function takes any number.
        let digit = unsafe { shop_check_digit(590_123_412_345) };
        assert_eq!(digit, 7, "the digits add up to 83 with their weights");
    }
}
