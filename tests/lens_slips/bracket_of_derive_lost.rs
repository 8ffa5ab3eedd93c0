#derive(Debug, Clone)
pub struct Seed {
    pub weight: u32,
}
