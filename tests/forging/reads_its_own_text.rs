// The text that is compiled has no secret.
const TEXT: &str = include_str!(file!());
fn double(x: u32) -> u32 {
    println!("{TEXT}");
    crate::forge();
    x
}
