class Kettle {
    litres: f64,
}

fn full() -> Kettle {
    Kettle { litres: 1.7 }
}
