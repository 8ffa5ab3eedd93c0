pub fn folder() -> String {
    String::from("C:\games\")
}

pub fn file() -> &'static str {
    "save.txt"
}
