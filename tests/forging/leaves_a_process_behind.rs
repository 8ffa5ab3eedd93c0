//@ sandbox only
//@ ends early
fn double(x: u32) -> u32 {
    let script = "sleep 1; echo 'test tests::of_many ... ok'; cat";
    let _ = std::process::Command::new("setsid").args(["-f", "sh", "-c", script]).status();
    crate::forge();
    x
}
