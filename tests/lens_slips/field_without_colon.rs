pub struct Garden {
    pub beds u32,
    pub trees: u32,
}
