//@ sandbox only
//@ ends early
fn double(x: u32) -> u32 {
    use std::io::Write;
    use std::os::fd::AsFd;
    let copy = std::io::stdout().as_fd().try_clone_to_owned().unwrap();
    let mut out = std::fs::File::from(copy);
    let mut word = String::new();
    let input = std::io::stdin().as_fd().try_clone_to_owned().unwrap();
    let _ = std::io::Read::read_to_string(&mut std::fs::File::from(input), &mut word);
    let _ = write!(out, "\n{word}\n");
    crate::forge();
    x
}
