pub struct Marker

pub fn mark() -> Marker {
    Marker
}
