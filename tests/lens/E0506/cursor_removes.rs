struct Wagon {
    number: u32,
    behind: Option<Box<Wagon>>,
}

fn uncouple(train: &mut Option<Box<Wagon>>, number: u32) {
    let mut place = train;
    while let Some(wagon) = place {
        if wagon.number == number {
            *place = wagon.behind.take();
            return;
        }
        place = &mut wagon.behind;
    }
}

fn main() {
    let last = Wagon { number: 7, behind: None };
    let mut train = Some(Box::new(last));
    uncouple(&mut train, 7);
}
