// Every fortune cookie hides a slip of paper. Write the program that prints such slips:
//
//     +------------------+
//     | Today your socks |
//     | will match       |
//     +------------------+
//
// Write the three functions:
//   `wrap`     Cuts a text into lines. Its words are what's between spaces and ends of
//              lines. Each line takes as many words as fit into `width` characters, with
//              one space between two words and none at the ends. A word longer than
//              `width` isn't cut: it gets a line of its own. Without words, there are no
//              lines.
//   `widest`   How many characters the longest line has; 0 if there are no lines.
//   `frame`    The rows of the slip, as drawn above: one for each line, filled up with
//              spaces to the width of the widest, and one above and below them. Without
//              lines, only those two are left: "+--+" and "+--+".
//
// Count characters (`char`), not bytes. `format!("{line:<width$}")` fills `line` up with
// spaces until it has `width` characters, and `"-".repeat(5)` is "-----".

fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let longer = line.chars().count() + 1 + word.chars().count();
        // The first word of a line always goes in, even if it's too long.
        if word.chars().count() > width {
            continue;
        }
        if line.is_empty() {
            line.push_str(word);
        } else if longer <= width {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(line);
            line = String::from(word);
        }
    }
    // The last line is still here. It's empty only if there was no word at all.
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

fn widest(lines: &[String]) -> usize {
    let mut longest = 0;
    for line in lines {
        // Characters, not bytes: `é` needs as much room on paper as `e`.
        longest = longest.max(line.chars().count());
    }
    longest
}

fn frame(lines: &[String]) -> Vec<String> {
    let width = widest(lines);
    // A space on each side of the text, so two more than the widest line.
    let bar = "-".repeat(width + 2);
    let mut rows = vec![format!("+{bar}+")];
    for line in lines {
        rows.push(format!("| {line:<width$} |"));
    }
    rows.push(format!("+{bar}+"));
    rows
}

fn main() {
    for row in frame(&wrap("Today your socks will match", 16)) {
        println!("{row}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // Text that looks random, but is the same every time for the same seed.
    fn random_text(seed: u32) -> String {
        let mut state = seed * 2 + 1;
        let mut next = move |limit: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) % limit
        };
        let mut text = String::new();
        for _ in 0..next(14) {
            text += [" ", "  ", "\n", " \t "][next(4) as usize];
            for _ in 0..=next(9) {
                text.push(['a', 'k', 'o', 'é', 'ß', '熊', '!'][next(7) as usize]);
            }
        }
        text
    }

    fn random_lines(seed: u32) -> Vec<String> {
        let text = random_text(seed);
        text.lines().map(|line| line.trim().to_string()).collect()
    }

    fn letters(text: &str) -> usize {
        text.chars().count()
    }

    #[test]
    fn the_slip_of_the_drawing() {
        let lines = wrap("Today your socks will match", 16);
        assert_eq!(lines, ["Today your socks", "will match"], "16 just fit");
        let edge = "+------------------+";
        let wanted = [edge, "| Today your socks |", "| will match       |", edge];
        assert_eq!(frame(&lines), wanted, "as in the comment at the top");
    }

    #[test]
    fn no_word_is_lost_and_no_space_is_left_over() {
        for seed in 0..300 {
            let text = random_text(seed);
            let lines = wrap(&text, 1 + seed as usize % 15);
            let words: Vec<&str> = text.split_whitespace().collect();
            assert_eq!(lines.join(" "), words.join(" "), "the text {text:?}");
            assert!(!lines.contains(&String::new()), "empty line: {lines:?}");
        }
    }

    #[test]
    fn a_line_is_as_full_as_can_be_and_no_fuller() {
        for seed in 0..300 {
            let width = 3 + seed as usize % 15;
            let text = random_text(seed);
            let lines = wrap(&text, width);
            assert_eq!(lines.is_empty(), text.trim().is_empty(), "{text:?}");
            for line in &lines {
                let fits = letters(line) <= width || !line.contains(' ');
                assert!(fits, "too long for {width}: {line:?}");
            }
            for pair in lines.windows(2) {
                let word = pair[1].split(' ').next().unwrap_or("");
                let longer = letters(&pair[0]) + 1 + letters(word);
                assert!(longer > width, "{word:?} fits above, in {width}: {pair:?}");
            }
        }
    }

    #[test]
    fn the_widest_line_is_measured_in_characters() {
        assert_eq!(widest(&[]), 0, "no lines");
        for seed in 0..300 {
            let lines = random_lines(seed);
            let mut lengths: Vec<usize> = lines.iter().map(|l| letters(l)).collect();
            lengths.sort_unstable();
            let longest = lengths.pop().unwrap_or(0);
            assert_eq!(widest(&lines), longest, "the lines {lines:?}");
        }
    }

    #[test]
    fn the_frame_fits_its_lines() {
        assert_eq!(frame(&[]), ["+--+", "+--+"], "nothing inside");
        for seed in 0..300 {
            let lines = random_lines(seed);
            let mut rows = frame(&lines);
            let size = lines.iter().map(|l| letters(l)).max().unwrap_or(0) + 4;
            assert_eq!(rows.len(), lines.len() + 2, "two rows more than {lines:?}");
            for row in &rows {
                assert_eq!(letters(row), size, "all rows are as long: {rows:#?}");
            }
            let bottom = rows.pop().unwrap_or_default();
            let top = rows.remove(0);
            assert_eq!(top, bottom, "the upper and the lower row");
            assert_eq!(top.trim_matches('+'), "-".repeat(size - 2), "{top}");
            for (row, line) in rows.iter().zip(&lines) {
                let inside = row.strip_prefix("| ").and_then(|r| r.strip_suffix(" |"));
                assert_eq!(inside.map(str::trim_end), Some(line.as_str()), "{row}");
            }
        }
    }
}
