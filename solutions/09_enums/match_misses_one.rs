// A railway has a new signal, `Slow`, that shows the highest speed allowed.
//
// Both matches left `Slow` out. The compiler doesn't let a value go without an answer,
// so both functions had to decide. With `_` they would have compiled the day `Slow` was
// added, and trains would have gone too fast. Name each variant, and you keep that help.

enum Signal {
    Stop,
    Go,
    Slow { limit: u32 },
}

fn speed(signal: &Signal, wanted: u32) -> u32 {
    match signal {
        Signal::Stop => 0,
        Signal::Go => wanted,
        // `limit` borrows the number in the signal; `*limit` copies it out.
        Signal::Slow { limit } => wanted.min(*limit),
    }
}

fn advice(signal: &Signal) -> String {
    match signal {
        Signal::Stop => String::from("stop here"),
        Signal::Go => String::from("go on"),
        Signal::Slow { limit } => format!("at most {limit}"),
    }
}

fn main() {
    for signal in [Signal::Go, Signal::Slow { limit: 40 }, Signal::Stop] {
        println!("{}: {} km/h", advice(&signal), speed(&signal, 90));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slow_signal_limits_the_speed_and_tells_the_driver() {
        for (limit, text) in [(40, "at most 40"), (60, "at most 60")] {
            let slow = Signal::Slow { limit };
            assert_eq!(speed(&slow, 90), limit, "as fast as this signal allows");
            assert_eq!(speed(&slow, 30), 30, "nobody has to go faster");
            assert_eq!(advice(&slow), text, "the driver needs the number");
        }
        assert_eq!(speed(&Signal::Stop, 90), 0, "stop means stop");
        assert_eq!(speed(&Signal::Go, 90), 90, "as fast as it wants");
    }
}
