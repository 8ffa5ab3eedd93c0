struct Registry { names: Vec<&'static str> }
impl Registry {
    fn add(&mut self, name: &str) {
        self.names.push(name);
    }
}
fn main() {
    let mut r = Registry { names: vec![] };
    r.add("a");
    println!("{}", r.names.len());
}
