fn first<'a>(v: &'a mut Vec<String>) -> Option<&'a mut String> {
    loop {
        let x = v.first_mut()?;
        if x.is_empty() { return Some(x); }
        v.remove(0);
    }
}
fn main() { first(&mut vec![]); }
