trait Animal {
    fn name(&self) -> String;
    fn sound(&self) -> String;
}

struct Dog;

impl Animal for Dog {
    fn name(&self) -> String {
        String::from("dog")
    }
}

fn main() {
    println!("{}", Dog.name());
}
