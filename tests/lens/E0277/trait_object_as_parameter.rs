// The parameter's type has no size, and rustc says so where an argument is passed for it.
trait Tariff {
    fn cents(&self, grams: u32) -> u32;
}

struct PerKilo(u32);

impl Tariff for PerKilo {
    fn cents(&self, grams: u32) -> u32 {
        self.0 * grams.div_ceil(1000)
    }
}

fn price(grams: u32, tariff: dyn Tariff) -> u32 {
    tariff.cents(grams)
}

fn bill(tariff: &dyn Tariff) -> u32 {
    price(1200, tariff)
}

fn main() {
    println!("{}", bill(&PerKilo(350)));
}
