// A game: two players take 1, 2 or 3 sticks, and whoever takes the last stick wins.
//
// Each function answers one question and uses the ones above it. So the rules stand in
// one place, and `after` makes sure that nobody gets round them: not even a `good_move`
// with a mistake in it.

fn allowed(sticks: u32, take: u32) -> bool {
    match take {
        1..=3 => take <= sticks,
        _ => false,
    }
}

fn after(sticks: u32, take: u32) -> u32 {
    // The rules stand in one place, and every move goes through here.
    assert!(allowed(sticks, take), "cannot take {take} of {sticks}");
    sticks - take
}

fn good_move(sticks: u32) -> u32 {
    match sticks % 4 {
        // Every move is a bad one now. A small one leaves the other more to go wrong.
        0 => 1,
        // What's over the last multiple of 4. It's never more than 3.
        rest => rest,
    }
}

fn count_moves(sticks: u32) -> u32 {
    let mut left = sticks;
    let mut moves = 0;
    while left > 0 {
        left = after(left, good_move(left));
        moves += 1;
    }
    moves
}

fn main() {
    let mut sticks = 15;
    println!("{} moves with {sticks} sticks:", count_moves(sticks));
    while sticks > 0 {
        let take = good_move(sticks);
        println!("{sticks} sticks: take {take}");
        sticks = after(sticks, take);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // Gives numbers that look random, but are the same every time.
    fn next(seed: u32) -> u32 {
        seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223)
    }

    // Tries out all moves: can the player whose turn it is take the last stick?
    fn can_win(sticks: u32) -> bool {
        for take in 1..=3 {
            if take <= sticks && !can_win(sticks - take) {
                return true;
            }
        }
        false
    }

    #[test]
    fn a_player_takes_one_to_three_sticks_that_are_there() {
        for left in 0..20 {
            for take in 1..=3 {
                assert!(allowed(left + take, take), "{take} of {}", left + take);
            }
            assert!(!allowed(left, 0), "0 of {left}");
            assert!(!allowed(left, left + 1), "{} of {left}", left + 1);
            assert!(!allowed(left + 9, 4), "4 of {}", left + 9);
        }
    }

    #[test]
    fn what_is_taken_and_what_is_left_make_up_all_sticks() {
        let mut seed = 7;
        for _ in 0..100 {
            seed = next(seed);
            let (left, take) = ((seed >> 8) % 1000, (seed >> 20) % 3 + 1);
            assert_eq!(after(left + take, take), left, "{take} of {}", left + take);
        }
    }

    #[test]
    #[should_panic(expected = "cannot take 4 of 9")]
    fn nobody_takes_four() {
        let _ = after(9, 4);
    }

    #[test]
    #[should_panic(expected = "cannot take 3 of 2")]
    fn nobody_takes_more_than_there_is() {
        let _ = after(2, 3);
    }

    #[test]
    fn a_good_move_leaves_the_other_no_way_to_win() {
        for sticks in 1..20 {
            let take = good_move(sticks);
            assert!(take > 0 && take < 4, "{take} is no move");
            assert!(take <= sticks, "{take} of {sticks}");
            if can_win(sticks) {
                assert!(!can_win(sticks - take), "{take} of {sticks} wins nothing");
            } else {
                assert_eq!(take, 1, "nobody can win with {sticks}: take 1");
            }
        }
    }

    #[test]
    fn good_moves_win_against_any_moves() {
        let mut seed = 11;
        for _ in 0..100 {
            seed = next(seed);
            let start = 4 * ((seed >> 8) % 50) + (seed >> 20) % 3 + 1;
            let mut sticks = start;
            loop {
                sticks = after(sticks, good_move(sticks));
                if sticks == 0 {
                    break; // the last stick is ours
                }
                seed = next(seed);
                let any = ((seed >> 16) % 3 + 1).min(sticks);
                sticks -= any;
                assert!(sticks > 0, "the other won a game that began with {start}");
            }
        }
    }

    #[test]
    fn moves_are_counted_until_no_stick_is_left() {
        assert_eq!(count_moves(0), 0, "the game is over before it begins");
        let mut seed = 5;
        for _ in 0..100 {
            seed = next(seed);
            let (fours, rest) = ((seed >> 8) % 100, (seed >> 20) % 4);
            // Two moves for every four sticks, and one before them for the rest.
            let moves = if rest == 0 { 2 * fours } else { 2 * fours + 1 };
            let sticks = 4 * fours + rest;
            assert_eq!(count_moves(sticks), moves, "a game with {sticks} sticks");
        }
    }
}
