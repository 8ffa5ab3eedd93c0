//@ fails to compile: this file contains an unclosed delimiter
//@ undefended: fails to compile: this file contains an unclosed delimiter
// The macro would swallow what follows.
macro_rules! swallow { ($($any:tt)*) => {} }
fn double(x: u32) -> u32 {
    x
}
swallow! {
