struct Actor {
    is_ill: bool,
}

fn who_plays<'a>(lead: &'a Actor, other: &'static Actor) -> &'a Actor {
    if lead.is_ill { other } else { lead }
}

fn main() {
    let (anna, paul) = (Actor { is_ill: true }, Actor { is_ill: false });
    println!("{}", who_plays(&anna, &paul).is_ill);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_healthy_lead_plays() {
        let (anna, paul) = (Actor { is_ill: false }, Actor { is_ill: true });
        assert!(!who_plays(&anna, &paul).is_ill);
    }
}
