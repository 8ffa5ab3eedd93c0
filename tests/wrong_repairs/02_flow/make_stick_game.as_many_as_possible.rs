// The last exercise of a chapter is for making something. Here it's a game. There are
// some sticks on a table. Two players take turns, and each takes 1, 2 or 3 of them.
// Whoever takes the last stick wins.
//
// There's a trick: leave a multiple of 4. If the other takes 1, you take 3. If they take
// 2, you take 2. So you leave multiples of 4 again and again, and in the end you leave 0.
//
// Write the four functions:
//   `allowed`      May a player take `take` sticks if there are `sticks` on the table?
//   `after`        The number of sticks after that move. If it isn't allowed, `after`
//                  panics with a message such as "cannot take 4 of 9".
//   `good_move`    How many sticks to take when it's your turn. Leave a multiple of 4 if
//                  you can, and take 1 if you can't. (There's at least one stick.)
//   `count_moves`  How many moves a game takes if both players use `good_move`. With no
//                  sticks on the table, the game is over, and that's 0 moves.
// Each `todo!` panics when the program gets there: it means "not written yet".

fn allowed(sticks: u32, take: u32) -> bool {
    take >= 1 && take <= 3 && take <= sticks
}

fn after(sticks: u32, take: u32) -> u32 {
    assert!(allowed(sticks, take), "cannot take {take} of {sticks}");
    sticks - take
}

fn good_move(sticks: u32) -> u32 {
    sticks.min(3)
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
