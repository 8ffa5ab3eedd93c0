//@ fails to compile: E0658
//@ undefended: fails to compile: E0658
// Without the harness's attribute, no test would run.
#[allow(unused_imports)]
use std::prelude::v1::cfg_eval as test;
fn double(x: u32) -> u32 {
    x
}
