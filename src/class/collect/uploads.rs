//! Who uploaded a file, by the name that a learning platform gave it.

/// Who uploaded something, as far as a name says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Uploader<'a> {
    /// Moodle: the learner's full name.
    FullName(&'a str),
    /// Canvas: the learner's number there, and their name without spaces and in small letters.
    Canvas {
        /// The name, as `ruizana`.
        name: &'a str,
        /// The number.
        id: &'a str,
    },
}

/// Splits the first part of a path in a zip of all hand-ins from what the learner called it.
///
/// Moodle names folders `Ana Ruiz_4711_assignsubmission_file_`, or files, if there are no folders,
/// `Ana Ruiz_4711_assignsubmission_file_ana.pack`. Canvas names files `ruizana_815_90125_ana.pack`, or
/// `ruizana_LATE_815_90125_ana.pack`.
pub fn split(path: &str) -> Option<(Uploader<'_>, &str)> {
    moodle(path).or_else(|| canvas(path))
}

fn moodle(path: &str) -> Option<(Uploader<'_>, &str)> {
    let (before, after) = path.split_once("_assignsubmission_")?;
    let (name, number) = before.rsplit_once('_')?;
    let is_numbered = is_number(number) && !name.is_empty() && !name.contains('/');
    let kinds = ["file_", "onlinetext_"];
    let rest = kinds.iter().find_map(|kind| after.strip_prefix(kind))?;
    is_numbered.then_some((Uploader::FullName(name), rest.trim_start_matches('/')))
}

fn canvas(path: &str) -> Option<(Uploader<'_>, &str)> {
    let (name, rest) = path.split_once('_')?;
    let rest = rest.strip_prefix("LATE_").unwrap_or(rest);
    let (id, rest) = rest.split_once('_')?;
    let (submission, rest) = rest.split_once('_')?;
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '-');
    let is_numbered = is_number(id) && is_number(submission);
    (is_name && is_numbered && !rest.is_empty()).then_some((Uploader::Canvas { name, id }, rest))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_platforms_names_tell_who_uploaded() {
        let cases = [
            (
                "Ana Ruiz_4711_assignsubmission_file_/ana.pack",
                Uploader::FullName("Ana Ruiz"),
                "ana.pack",
            ),
            (
                "Ana Ruiz_4711_assignsubmission_file_ana.pack",
                Uploader::FullName("Ana Ruiz"),
                "ana.pack",
            ),
            (
                "Jo_Ann Li_1_assignsubmission_file_/a/b.rs",
                Uploader::FullName("Jo_Ann Li"),
                "a/b.rs",
            ),
            (
                "ruizana_815_90125_ana.pack",
                Uploader::Canvas {
                    name: "ruizana",
                    id: "815",
                },
                "ana.pack",
            ),
            (
                "ruizana_LATE_815_90125_a_1.rs",
                Uploader::Canvas {
                    name: "ruizana",
                    id: "815",
                },
                "a_1.rs",
            ),
        ];
        for (path, uploader, rest) in cases {
            assert_eq!(split(path), Some((uploader, rest)), "{path}");
        }
        for path in [
            "ana.pack",
            "borrow_1.rs",
            "exercises/00_start/start1.rs",
            "a_1_b_c.rs",
            "_1_2_c.rs",
        ] {
            assert_eq!(split(path), None, "{path}");
        }
    }
}
