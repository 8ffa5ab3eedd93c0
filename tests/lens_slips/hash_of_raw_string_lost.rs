pub fn sign() -> String {
    let sign = r#"the "Crow" inn";
    sign.to_uppercase()
}

pub fn door() -> &'static str {
    "shut"
}
