struct Room {
    is_free: bool,
}

struct Booking<'h> {
    room: Option<&'h Room>,
    nights: u32,
}

fn cancel(booking: &Booking) {
    booking.room.unwrap().is_free = true;
}

fn main() {
    let attic = Room { is_free: false };
    let booking = Booking { room: Some(&attic), nights: 3 };
    cancel(&booking);
    println!("{} nights, free again: {}", booking.nights, attic.is_free);
}
