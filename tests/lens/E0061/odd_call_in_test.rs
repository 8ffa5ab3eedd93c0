struct Parcel {
    town: String,
    grams: u32,
}

fn parcel(town: &str, grams: u32) -> Parcel {
    let town = town.to_string();
    Parcel { town, grams }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parcels_have_a_town_and_a_weight() {
        let both = [parcel("Oslo", 4), parcel("Rome", "Rome", 5)];
        assert_eq!(both[1].grams, parcel("Rome", 5).grams);
        assert_eq!(both[1].town, "Rome");
    }
}

fn main() {}
