//@ sandbox only
//@ ends early
//@ undefended: is killed
fn double(x: u32) -> u32 {
    crate::say("ok\n");
    for signal in ["-KILL", "-TERM", "-STOP"] {
        let parent = std::os::unix::process::parent_id().to_string();
        let _ = std::process::Command::new("kill").args([signal, &parent]).status();
    }
    crate::forge();
    x
}
