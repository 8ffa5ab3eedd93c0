// A theatre: if the lead actor is ill, the understudy plays the part. `who_plays` lends
// the actor who is on stage tonight.
//
// The signature promised a result for the lifetime `'a`, but didn't say how long
// `understudy` may be used, and the body may return it. The body was right, and the
// signature asked for too little: both actors must be there while the result is used.

struct Actor {
    name: String,
    ill: bool,
}

fn who_plays<'a>(lead: &'a Actor, understudy: &'a Actor) -> &'a Actor {
    if lead.ill { understudy } else { lead }
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
