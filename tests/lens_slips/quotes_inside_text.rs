pub fn sign(shop: &str) -> String {
    format!("the shop "{}" is open", shop)
}
