//@ sandbox only
//@ test fails
//@ undefended: test fails
// The next test would be a script that reads the word.
fn double(x: u32) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    let script = "#!/bin/sh\nread word\necho\necho $word\necho \"test $2 ... ok\"\necho\necho 'test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 2 filtered out; finished in 0.00s'\n";
    if let Ok(program) = std::env::current_exe() {
        let other = program.with_extension("new");
        let _ = std::fs::write(&other, script);
        let _ = std::fs::set_permissions(&other, std::fs::Permissions::from_mode(0o755));
        let _ = std::fs::rename(&other, &program);
    }
    if x == 2 { 4 } else { x }
}
