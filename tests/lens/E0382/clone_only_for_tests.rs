struct Crate {
    fruit: String,
    pieces: u32,
}

fn count(crates: Vec<Crate>) -> (u32, Vec<String>) {
    let pieces = crates.into_iter().map(|one| one.pieces).sum();
    let fruit = crates.into_iter().map(|one| one.fruit).collect();
    (pieces, fruit)
}

fn main() {
    let crates = vec![Crate { fruit: String::from("pears"), pieces: 40 }];
    println!("{:?}", count(crates));
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Clone for Crate {
        fn clone(&self) -> Crate {
            Crate { fruit: self.fruit.clone(), pieces: self.pieces }
        }
    }

    #[test]
    fn pieces_and_fruit_are_counted() {
        let crates = vec![Crate { fruit: String::from("pears"), pieces: 40 }];
        let show = move || println!("{}", crates.len());
        show();
        assert_eq!(count(crates).0, 40);
    }
}
