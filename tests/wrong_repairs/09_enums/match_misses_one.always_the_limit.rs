// A railway has a new signal, `Slow`. It shows a number, the highest speed allowed there.
// Two functions were written before that and don't know what to do with it.
//
// A `match` must have an answer for every variant. So when somebody adds a variant, the
// compiler finds each place that has to know about it. The pattern `_` fits anything.
// Here `signal` is borrowed, and so is its field `limit`: the variable that the pattern
// makes is a reference, and `*limit` is the number. `a.min(b)` is the smaller of the two.
//
// Make this true: where a `Slow` signal shows 40, a train that wants to go 90 goes 40, a
// train that wants to go 30 goes 30, and the driver reads "at most 40".

enum Signal {
    Stop,
    Go,
    Slow { limit: u32 },
}

fn speed(signal: &Signal, wanted: u32) -> u32 {
    match signal {
        Signal::Stop => 0,
        Signal::Go => wanted,
        Signal::Slow { limit } => *limit,
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
