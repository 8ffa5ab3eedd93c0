pub fn size(cm: u32) -> char {
    if cm > 180 {
        'L'
    } else cm > 165 {
        'M'
    } else {
        'S'
    }
}
