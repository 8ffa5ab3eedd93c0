//@ fails to compile: E0432
//@ undefended: fails to compile: E0432
use std_detect as _;
fn double(x: u32) -> u32 {
    x
}
