fn main() {
    let mut tasks: Vec<Box<dyn Fn() -> usize>> = Vec::new();
    {
        let text = String::from("abc");
        let view = &text;
        tasks.push(Box::new(move || view.len()));
    }
    println!("{}", tasks[0]());
}
