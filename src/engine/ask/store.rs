//! Replies that were given before: in memory for the next question about the same program, and on
//! disk for the next start.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

use crate::engine::cache::{Cache, Input};
use crate::engine::parallel::lock;
use crate::model::ask::Reply;

/// The form of a stored reply; a new one makes all old ones invisible.
pub(super) const SCHEMA: u32 = 1;

/// How many replies are kept in memory. Each save of a file makes all of its variants new.
const KEPT: usize = 512;

pub(super) struct Store {
    disk: Cache,
    memory: Mutex<HashMap<String, Kept>>,
}

#[derive(Clone)]
struct Kept {
    inputs: Arc<[Input]>,
    reply: Arc<Reply>,
}

impl Store {
    pub(super) fn new(disk: Cache) -> Self {
        Self {
            disk,
            memory: Mutex::default(),
        }
    }

    /// The reply under this key, if all that the compiler read for it is as it was.
    pub(super) fn get(&self, key: &str, root: &Path) -> Option<Arc<Reply>> {
        let kept = lock(&self.memory).get(key).cloned();
        if let Some(kept) = kept
            && kept.inputs.iter().all(|input| input.is_unchanged(root))
        {
            return Some(kept.reply);
        }
        self.disk.get(key, root).map(Arc::new)
    }

    pub(super) fn put(&self, key: &str, reply: &Arc<Reply>, inputs: Vec<Input>) {
        let kept = Kept {
            inputs: inputs.clone().into(),
            reply: Arc::clone(reply),
        };
        let mut memory = lock(&self.memory);
        if memory.len() >= KEPT {
            // They are still on disk.
            memory.clear();
        }
        memory.insert(key.to_owned(), kept);
        drop(memory);
        self.disk.put(key, &**reply, inputs);
    }
}
