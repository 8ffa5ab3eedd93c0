struct Parcel {
    grams: u32,
}

fn parcels() -> Vec<Parcel> {
    vec![Parcel { grams: 300 }, Parcel { grams: 80 }]
}

fn weigh() -> u32 {
    let mut sum = 0;
    for heavy in parcels() {
        sum += heavy.grams;
    }
    sum
}

fn print_label() {
    println!("{}", heavy.grams);
}

fn main() {
    print_label();
    println!("{} grams", weigh());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_parcels_count() {
        assert_eq!(weigh(), sum);
    }
}
