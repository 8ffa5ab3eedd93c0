//@ sandbox only
//@ test fails
//@ undefended: test fails
// A constant has one value, and the tests ask for several.
const ANSWER: u32 = 4;
fn double(_: u32) -> u32 {
    ANSWER
}
