// A till written in C calls a Rust function by its name to get a check digit.
//
// A name that is kept as it is could be there twice in the whole program. The compiler
// cannot rule this out, so `unsafe(...)` makes the programmer answer for it. The
// beginning `shop_` makes a clash unlikely. (Before the edition of 2024 the attribute was
// written without `unsafe`; you still find it so in older programs.)

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
    fn it_is_called_in_the_way_of_c() {
        let digit: extern "C" fn(u64) -> u32 = super::shop_check_digit;
        assert_eq!(digit(7), 9, "3 * 7 is 21, and 9 is missing to 30");
        assert_eq!(digit(0), 0, "nothing is missing");
    }

    #[test]
    fn c_finds_it_by_its_name() {
        // SAFETY: the types are right, and the function takes any number.
        let digit = unsafe { shop_check_digit(590_123_412_345) };
        assert_eq!(digit, 7, "the digits add up to 83 with their weights");
    }
}
