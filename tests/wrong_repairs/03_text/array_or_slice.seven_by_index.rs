// A handball team writes down by how many goals it won (positive) or lost (negative).
// `balance` adds up all matches. `form` adds up only the last three.
//
//   [i32; 7]   an array: exactly 7 numbers; the length is part of the type
//   &[i32]     a slice: numbers that are only lent, as many as there are
// If `a` is an array or a `Vec`, `&a` lends all of it as a slice, and `&a[2..5]` lends a
// part: the elements 2, 3 and 4. A slice has `len()`, and `for` goes through it.
//
// A season has seven matches, but in a cup it may be over sooner.
// Make this true: `balance` works for any number of matches.

fn balance(matches: &[i32]) -> i32 {
    let mut total = 0;
    for i in 0..7 {
        total += matches[i];
    }
    total
}

// Needs at least three matches.
fn form(matches: &[i32]) -> i32 {
    let start = matches.len() - 3;
    balance(&matches[start..])
}

fn main() {
    let season = [4, -1, 0, 7, -3, 2, 2];
    let mut cup = vec![1, 6, -2];
    cup.push(5);
    println!("season: {:+}, cup: {:+}", balance(&season), balance(&cup));
    println!("form: {:+} and {:+}", form(&season), form(&cup));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_number_of_matches_is_added() {
        assert_eq!(balance(&[4, -1, 0, 7, -3, 2, 2]), 11, "a whole season");
        assert_eq!(balance(&[1, 6, -2, 5]), 10, "four matches in the cup");
        assert_eq!(balance(&[-9]), -9, "out after the first match");
        assert_eq!(balance(&[]), 0, "nothing played, nothing won");
    }

    #[test]
    fn a_vec_can_be_lent_whole_or_in_part() {
        let mut cup = vec![1, 6];
        assert_eq!(balance(&cup), 7, "two matches");
        cup.push(-2);
        assert_eq!(balance(&cup), 5, "and a third");
        assert_eq!(balance(&cup[1..]), 4, "all but the first");
    }

    #[test]
    fn the_form_is_about_the_last_three() {
        assert_eq!(form(&[9, 9, 9, 9, 1, 2, 3]), 6, "1 + 2 + 3");
        assert_eq!(form(&[5, -1, -2]), 2, "there are no more than three");
    }
}
