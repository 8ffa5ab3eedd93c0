enum Day {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Day {
    fn is_free(&self) -> bool {
        match self {
            Self::Saturday | Self::Sunday => true,
        }
    }
}

fn main() {
    println!("{}", Day::Monday.is_free());
}
