fn fill(jar: &mut Vec<u8>) {
    jar.push(1);
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn one_is_added() {
        let mut jar = Vec::wiht_capacity(3);
        fill(&mut jar);
        assert_eq!(jar, [1]);
    }
}

fn main() {}
