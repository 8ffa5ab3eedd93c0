fn choose<'long, 'short>(
    preferred: &'long str,
    alternative: &'short str,
    take_the_alternative: bool,
) -> &'long str
where
    'long: 'short,
{
    if take_the_alternative {
        alternative
    } else {
        preferred
    }
}

fn main() {
    choose("a", "b", true);
}
