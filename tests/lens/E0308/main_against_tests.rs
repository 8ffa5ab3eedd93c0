fn double(numbers: &mut [i32]) {
    for number in numbers {
        *number *= 2;
    }
}

fn main() {
    let mut numbers = [1, 2];
    double(numbers);
    println!("{numbers:?}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_doubled() {
        let mut numbers = [4, 5];
        double(&mut numbers);
        assert_eq!(numbers, [8, 10]);
    }
}
