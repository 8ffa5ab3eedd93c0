// At the end of the month, a music service switches off every user who owes money.
//
// `&self` borrows the user only to look at it. A method that changes its value says so
// with `&mut self`. All its callers can see this, and they must own the value, or have
// borrowed it, in a way that allows the change. So `user` in `end_of_month` is `mut`.

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

    // Not plain `self`: that would move the user in and drop it at the end.
    fn deactivate(&mut self) {
        self.active = false;
    }
}

// The `mut` concerns this function alone: it owns `user`, and lets a method change it.
fn end_of_month(mut user: User) -> User {
    if user.owes > 0 {
        user.deactivate();
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
