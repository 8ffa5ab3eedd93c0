unsafe fn first_unchecked(numbers: &[i32]) -> i32 {
    unsafe { *numbers.as_ptr() }
}

fn main() {
    let numbers = [7, 8, 9];
    let first = first_unchecked(&numbers);
    println!("{first}");
}
