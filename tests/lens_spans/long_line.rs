fn main() {
    let mut collected_numbers = vec![1, 2, 3];
    let first_collected_number = &collected_numbers[0];
    for number in 1..3 { collected_numbers.extend_from_slice(&[number, number + 1, number + 2]); println!("{number} {first_collected_number}"); }
}
