//! Medians and shares.

/// The middle of several numbers, the lower one of two; `None` if there are none.
pub fn median(mut numbers: Vec<u32>) -> Option<u32> {
    let middle = numbers.len().checked_sub(1)? / 2;
    let (_, median, _) = numbers.select_nth_unstable(middle);
    Some(*median)
}

/// A share in whole percent: 100 only if it's all, 0 only if it's nothing. `None` of nothing.
pub fn percent(part: u32, whole: u32) -> Option<u32> {
    if whole == 0 {
        return None;
    }
    let share = (u64::from(part) * 100 + u64::from(whole) / 2) / u64::from(whole);
    let share = u32::try_from(share).unwrap_or(100);
    Some(match part {
        0 => 0,
        _ if part >= whole => 100,
        _ => share.clamp(1, 99),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians_and_shares_are_whole_numbers() {
        assert_eq!(median(vec![]), None);
        assert_eq!(median(vec![5, 1, 3]), Some(3));
        assert_eq!(median(vec![4, 1, 3, 2]), Some(2));
        assert_eq!(percent(0, 0), None);
        assert_eq!(percent(0, 3), Some(0));
        assert_eq!(percent(1, 1000), Some(1));
        assert_eq!(percent(999, 1000), Some(99));
        assert_eq!(percent(2, 3), Some(67));
    }
}
