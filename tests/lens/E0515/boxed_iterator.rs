fn transform(numbers: Vec<i32>) -> Box<dyn Iterator<Item = i32>> {
    Box::new(numbers.iter().map(|n| n * 2))
}
fn main() { println!("{}", transform(vec![1]).sum::<i32>()); }
