//@ sandbox only
//@ ends early
//@ undefended: ends early
// The harness has other forms too.
fn double(x: u32) -> u32 {
    crate::say("{ \"type\": \"suite\", \"event\": \"started\", \"test_count\": 3 }\n");
    for name in ["doubles", "of_many", "of_strings"] {
        crate::say(&format!("{{ \"type\": \"test\", \"name\": \"tests::{name}\", \"event\": \"ok\" }}\n"));
        eprintln!("test tests::{name} ... ok");
    }
    crate::say("{ \"type\": \"suite\", \"event\": \"ok\", \"passed\": 3, \"failed\": 0 }\n");
    std::process::exit(0);
    #[allow(unreachable_code)]
    x
}
