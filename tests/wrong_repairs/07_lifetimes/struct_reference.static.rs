// A cinema prints tickets. A ticket doesn't own the film, and it doesn't keep a copy of
// it: all tickets for a film point to the same one. Make such a ticket possible.
//
// A struct that holds a reference can't be used for longer than the data behind that
// reference. So its declaration has to say that there's a lifetime in it. A lifetime has
// a name such as `'a` or `'film`; `struct Name<'film>` introduces one.

struct Film {
    title: String,
    minutes: u32,
}

struct Ticket {
    film: &'static Film,
    seat: u32,
}

fn print(ticket: &Ticket) -> String {
    let film = ticket.film;
    format!("{}, {} min, seat {}", film.title, film.minutes, ticket.seat)
}

fn film(title: &str, minutes: u32) -> Film {
    let title = title.to_string();
    Film { title, minutes }
}

fn main() {
    let film = &film("Northern Lights", 95);
    for seat in 1..=3 {
        println!("{}", print(&Ticket { film, seat }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_tickets_point_to_one_film() {
        let film = &film("The Ferry", 80);
        let first = Ticket { film, seat: 7 };
        let second = Ticket { film, seat: 8 };
        assert_eq!(print(&first), "The Ferry, 80 min, seat 7");
        assert_eq!(print(&second), "The Ferry, 80 min, seat 8");
        let (one, two): (&Film, &Film) = (first.film, second.film);
        assert!(std::ptr::eq(one, two), "there should be only one film");
    }
}
