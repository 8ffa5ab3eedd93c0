struct Person { name: String }
impl Person {
    fn greeting<'a>(&'a self, other: Person) -> &'a str {
        if self.name.len() > other.name.len() { &self.name } else { &other.name }
    }
}
fn main() { let p = Person { name: "a".into() }; println!("{}", p.greeting(Person { name: "bb".into() })); }
