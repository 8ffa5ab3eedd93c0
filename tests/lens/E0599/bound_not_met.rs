struct Ticket;

struct Pair<T>(T, T);

impl<T: PartialOrd> Pair<T> {
    fn is_sorted(&self) -> bool {
        self.0 <= self.1
    }
}

fn main() {
    println!("{}", Pair(Ticket, Ticket).is_sorted());
}
