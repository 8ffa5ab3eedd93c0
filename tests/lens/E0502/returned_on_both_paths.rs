fn pick<'a>(v: &'a mut Vec<String>, k: bool) -> &'a str {
    let r = &v[0];
    if k { return r; }
    v.push(String::new());
    r.as_str()
}
fn main() { pick(&mut vec![], true); }
