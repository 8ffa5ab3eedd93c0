//! The folder of a class: `class.toml`, the database, and the plan for grading.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use crate::engine::course_dir::CLASS_FILE;
use crate::engine::files;
use crate::engine::grading::originals::{Originals, OriginalsSource};
use crate::engine::ordinary_file;
use crate::exit;

/// The file that makes a folder a class.
const FILE: &str = CLASS_FILE;

/// The schema's name.
const SCHEMA: &str = "rustlings-like/class/v1";

/// How long what learners handed in is kept, in days, if nobody says otherwise.
const RETENTION: u32 = 180;

/// What `class.toml` says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassSettings {
    /// The schema's name.
    pub schema: String,
    /// What people call the class.
    pub name: String,
    /// The original course: `built-in`, or its folder, seen from the class's folder.
    pub course: String,
    /// After how many days without news of a learner `class purge` removes them.
    pub retention_days: u32,
    /// Whether everything in it is made up, by `class demo`.
    #[serde(default, rename = "demo", skip_serializing_if = "std::ops::Not::not")]
    pub is_demo: bool,
    /// When an exercise needs help, as `class report` sees it.
    #[serde(default)]
    pub help: HelpRules,
    /// Decides the learners' pseudonyms. Whoever has it and a learner's id can find the pseudonym.
    pub secret: String,
}

/// When a learner is said to need help with an exercise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HelpRules {
    /// After how many versions running with the same error code.
    pub same_code: u32,
    /// After how many versions that failed, if the time of work is also reached.
    pub failed: u32,
    /// After how many minutes of work, if the failed versions are also reached.
    pub minutes: u32,
    /// After how many days a learner who hasn't finished counts as not seen for long.
    pub away_days: u32,
}

impl Default for HelpRules {
    fn default() -> Self {
        Self {
            same_code: 4,
            failed: 8,
            minutes: 15,
            away_days: 7,
        }
    }
}

/// A class and where it is.
#[derive(Debug, Clone)]
pub struct ClassDir {
    /// The folder.
    pub root: PathBuf,
    /// What its `class.toml` says.
    pub settings: ClassSettings,
}

/// The first classes that lie in folders of `place`, sorted.
fn classes_below(place: &Path) -> Vec<String> {
    let entries = fs::read_dir(place).into_iter().flatten().flatten();
    let folders = entries.map(|it| it.path());
    let classes = folders.filter(|it| it.join(FILE).symlink_metadata().is_ok());
    let mut classes: Vec<String> = classes.map(|it| it.display().to_string()).collect();
    classes.sort();
    classes.truncate(3);
    classes
}

impl ClassDir {
    /// Makes a class in a folder that doesn't exist yet, or is empty.
    ///
    /// # Errors
    /// There is something in the folder already (a class above all), it can't be written, or the
    /// system has no random numbers.
    pub fn create(root: &Path, name: &str, course: &OriginalsSource) -> Result<Self> {
        let mut secret = [0; 16];
        getrandom::fill(&mut secret).context("the system gives no random numbers")?;
        Self::create_with(root, name, course, secret)
    }

    /// Makes the folder of a made-up class. Two with the same secret have the same pseudonyms.
    ///
    /// # Errors
    /// As for [`create`](Self::create).
    pub fn create_demo(root: &Path, course: &OriginalsSource, secret: [u8; 16]) -> Result<Self> {
        let mut class = Self::create_with(root, "Demo", course, secret)?;
        class.settings.is_demo = true;
        class.write_settings()?;
        Ok(class)
    }

    fn create_with(
        root: &Path,
        name: &str,
        course: &OriginalsSource,
        secret: [u8; 16],
    ) -> Result<Self> {
        let root = std::path::absolute(root)?;
        if root.join(FILE).symlink_metadata().is_ok() {
            let message = format!(
                "{} is a class already; each class has a folder of its own",
                root.display()
            );
            return Err(exit::error(exit::USAGE, message));
        }
        if fs::read_dir(&root).is_ok_and(|mut entries| entries.next().is_some()) {
            let message = format!("{} isn't empty: name a new folder", root.display());
            return Err(exit::error(exit::USAGE, message));
        }
        let course = match course {
            OriginalsSource::BuiltIn => "built-in".to_owned(),
            OriginalsSource::Folder(folder) => {
                let folder = fs::canonicalize(folder)
                    .with_context(|| format!("{} can't be opened", folder.display()))?;
                folder.to_string_lossy().into_owned()
            }
        };
        let class = Self {
            root,
            settings: ClassSettings {
                schema: SCHEMA.to_owned(),
                name: name.to_owned(),
                course,
                retention_days: RETENTION,
                is_demo: false,
                help: HelpRules::default(),
                secret: secret.iter().map(|byte| format!("{byte:02x}")).collect(),
            },
        };
        // A course that can't be opened is found out now.
        Originals::find(Some(&class.course()), None)?;
        files::create_private_folder(&class.root)
            .with_context(|| format!("{} can't be made", class.root.display()))?;
        class.write_settings()?;
        Ok(class)
    }

    fn write_settings(&self) -> Result<()> {
        let text = toml::to_string(&self.settings)?;
        files::write_atomic(&self.root.join(FILE), text.as_bytes())
            .with_context(|| format!("{FILE} can't be written in {}", self.root.display()))
    }

    /// The class in `folder`, or, without one, the class that `start` is in.
    ///
    /// # Errors
    /// There is no class, its `class.toml` can't be read, or a newer version wrote it.
    pub fn find(folder: Option<&Path>, start: &Path) -> Result<Self> {
        let mut places = match folder {
            Some(folder) => vec![folder.to_owned()],
            None => start.ancestors().map(Path::to_owned).collect(),
        };
        places.retain(|it| it.join(FILE).symlink_metadata().is_ok());
        match places.first() {
            Some(root) => Self::load(root),
            None => {
                let place = folder.unwrap_or(start);
                let below = classes_below(place);
                let way_out = match &below[..] {
                    [] => "`rustlings-like class new NAME` makes one, and --class DIR names one \
                           elsewhere"
                        .to_owned(),
                    [one] => format!("there is one below it: say --class {one}"),
                    many => format!(
                        "there are some below it: say --class {}",
                        many.join(" or --class ")
                    ),
                };
                let place = place.display();
                let message = format!("there is no class in {place} (no {FILE}); {way_out}");
                Err(exit::error(exit::USAGE, message))
            }
        }
    }

    fn load(root: &Path) -> Result<Self> {
        let path = root.join(FILE);
        let broken = |what: String| {
            let message = format!("{} {what}", path.display());
            exit::error(exit::COURSE, message)
        };
        let text = ordinary_file::read_own_text(&path)
            .map_err(|error| broken(files::unreadable(&error)))?;
        let table: toml::Table = text
            .parse()
            .map_err(|error| broken(format!("isn't valid: {error}")))?;
        let schema = table.get("schema").and_then(toml::Value::as_str);
        if schema != Some(SCHEMA) {
            let what = "was written by a newer rustlings-like: update this program";
            return Err(broken(what.to_owned()));
        }
        let settings = table
            .try_into()
            .map_err(|error| broken(format!("isn't valid: {error}")))?;
        Ok(Self {
            root: std::path::absolute(root)?,
            settings,
        })
    }

    /// Where the class's original exercises come from.
    pub fn course(&self) -> OriginalsSource {
        match self.settings.course.as_str() {
            "built-in" => OriginalsSource::BuiltIn,
            folder => OriginalsSource::Folder(self.root.join(folder)),
        }
    }

    /// The pseudonym of a learner: the same for the same id, and nothing that tells or sorts by it.
    /// `attempt` counts from 0 and gives another one if two learners would share one.
    pub fn pseudonym(&self, id: &str, attempt: u32) -> String {
        // Without letters and digits that look alike.
        const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
        let key = blake3::derive_key(
            "rustlings-like class pseudonym v1",
            self.settings.secret.as_bytes(),
        );
        let text = format!("{attempt}:{id}");
        let hash = blake3::keyed_hash(&key, text.as_bytes());
        let letters = hash.as_bytes()[..6].iter();
        letters
            .map(|byte| char::from(ALPHABET[usize::from(byte % 32)]))
            .collect()
    }

    /// The file of the database.
    pub fn database(&self) -> PathBuf {
        self.root.join("class.db")
    }

    /// The folder of the plan for grading, and of its results.
    pub fn plan(&self) -> PathBuf {
        self.root.join("plan")
    }
}
