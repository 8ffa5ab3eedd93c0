use std::cell::Cell;

struct Dancer<'a> {
    partner: Cell<Option<&'a Dancer<'a>>>,
}

impl Drop for Dancer<'_> {
    fn drop(&mut self) {}
}

fn main() {
    let ada = Dancer { partner: Cell::new(None) };
    let bo = Dancer { partner: Cell::new(None) };
    ada.partner.set(Some(&bo));
    bo.partner.set(Some(&ada));
}
