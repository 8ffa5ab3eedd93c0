fn pick(v: &mut Vec<i32>) -> &mut i32 {
    let r = &mut v[0];
    v.push(1);
    r
}
fn main() { pick(&mut vec![1]); }
