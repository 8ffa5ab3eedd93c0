struct Marker<'a>(&'a mut Vec<i32>);

impl Drop for Marker<'_> {
    fn drop(&mut self) {
        self.0.push(0);
    }
}

fn main() {
    let marker;
    {
        let mut numbers = vec![1];
        marker = Marker(&mut numbers);
    }
    println!("done");
}
