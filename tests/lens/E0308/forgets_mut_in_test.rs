fn ring(bells: &mut u32) -> u32 {
    *bells += 1;
    *bells
}

#[cfg(test)]
mod tests {
    use super::ring;

    #[test]
    fn each_ring_counts() {
        let mut bells = 2;
        assert_eq!(ring(&mut bells), 3);
        assert_eq!(ring(bells), 4);
    }
}

fn main() {}
