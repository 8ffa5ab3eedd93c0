pub fn folder() -> String {
    String::from("C:\temp\")
}

pub fn file() -> &'static str {
    "save.txt"
}
