trait Greets {
    fn greeting(&self);
}

struct Parrot;

impl Greets for Parrot {
    fn greeting(&self) -> String {
        String::from("hello")
    }
}

fn main() {
    println!("{}", Parrot.greeting());
}
