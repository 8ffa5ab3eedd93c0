// At the end of the month, a music service switches off every user who owes money. This
// is the job of `deactivate`. But all it may do with the user is look.
//
// The first parameter of a method says how it gets the value that it's called on:
//   &self       borrowed, to look at it
//   &mut self   borrowed, to change it; the caller's variable must be `mut`
//   self        moved into the method
// Make this true: `deactivate` switches off the very user that it's called on, and
// `end_of_month` can call it.

struct User {
    name: String,
    active: bool,
    owes: u32, // in euros
}

impl User {
    fn new(name: &str, owes: u32) -> Self {
        let (name, active) = (name.to_string(), true);
        Self { name, active, owes }
    }

    fn deactivate(mut self) -> User {
        self.active = false;
        self
    }
}

fn end_of_month(user: User) -> User {
    if user.owes > 0 {
        return user.deactivate();
    }
    user
}

fn main() {
    let user = end_of_month(User::new("Max", 12));
    println!("{} is active: {}", user.name, user.active);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_those_who_owe_money_are_switched_off() {
        let mut ida = User::new("Ida", 0);
        User::deactivate(&mut ida);
        assert!(!ida.active, "change this very user, not a copy");
        assert!(!end_of_month(User::new("Max", 1)).active, "Max owes 1 euro");
        assert!(end_of_month(User::new("Eva", 0)).active, "Eva has paid");
    }
}
