// Guests are seated at a table of four. The array knows its length, but its places cannot be
// empty.

#[derive(Debug)]
struct Guest {
    name: String,
    vegetarian: bool,
}

impl Guest {
    fn new(name: &str, vegetarian: bool) -> Self {
        Self { name: name.to_string(), vegetarian }
    }
}

struct Table {
    seats: [Guest; 4],
}

impl Table {
    fn vegetarians(&self) -> usize {
        self.seats.iter().filter(|guest| guest.vegetarian).count()
    }

    fn guest_of_honour(self, place: usize) -> Guest {
        println!("{} of 4 eat no meat", self.vegetarians());
        self.seats[place]
    }
}

fn main() {
    let table = Table {
        seats: [
            Guest::new("Ada", false),
            Guest::new("Grace", true),
            Guest::new("Alan", false),
            Guest::new("Edsger", true),
        ],
    };
    let guest = table.guest_of_honour(1);
    println!("{} speaks first: {guest:?}", guest.name);
}
