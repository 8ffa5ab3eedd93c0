// A theatre: if the lead actor is ill, the understudy plays the part. `who_plays` returns
// a reference to the actor who is on stage tonight.
//
// A signature is a promise to the caller. `-> &'a Actor` promises: "you may use the
// result for the whole lifetime `'a`". The body of the function must be able to keep that
// promise for everything that it may return.

struct Actor {
    name: String,
    ill: bool,
}

fn who_plays<'a>(lead: &'a Actor, understudy: &Actor) -> &'a Actor {
    if lead.ill {
        Box::leak(Box::new(actor(&understudy.name, understudy.ill)))
    } else {
        lead
    }
}

fn actor(name: &str, ill: bool) -> Actor {
    let name = name.to_string();
    Actor { name, ill }
}

fn main() {
    let (anna, paul) = (actor("Anna", true), actor("Paul", false));
    println!("Tonight: {}", who_plays(&anna, &paul).name);
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ptr::eq; // do both references point to the same value?

    #[test]
    fn a_healthy_lead_plays() {
        let (anna, paul) = (actor("Anna", false), actor("Paul", false));
        assert!(
            eq(who_plays(&anna, &paul), &anna),
            "Anna is well, so she plays"
        );
    }

    #[test]
    fn the_understudy_plays_for_an_ill_lead() {
        let (anna, paul) = (actor("Anna", true), actor("Paul", false));
        assert!(
            eq(who_plays(&anna, &paul), &paul),
            "Anna is ill, so Paul plays"
        );
    }
}
