//! The crates of exercises that are also built for WebAssembly.
//!
//! Not every crate of a course can be built for WebAssembly, so for each exercise we build only
//! those that it names: often a single one, which doesn't take long.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::engine::course_dir::CourseDir;
use crate::engine::crates::{CrateStore, Crates};
use crate::engine::process::{Cancel, Runner};
use crate::engine::toolchain::Toolchain;

/// Crates for WebAssembly, built when an exercise first needs them.
pub struct WasmCrates {
    dir: CourseDir,
    runner: Arc<dyn Runner>,
    /// One store for each set of crates, by their names.
    stores: Mutex<BTreeMap<Vec<String>, Arc<CrateStore>>>,
}

impl WasmCrates {
    /// The crates of this course. Nothing is built yet.
    pub fn new(dir: CourseDir, runner: Arc<dyn Runner>) -> Self {
        Self {
            dir,
            runner,
            stores: Mutex::default(),
        }
    }

    /// The crates that a source names, or `Some(Ok(None))` if it names none. Otherwise like
    /// [`CrateStore::get`]. `native` are the crates that it's built with for this machine.
    pub fn get(
        &self,
        source: &str,
        native: Option<&Crates>,
        toolchain: &Toolchain,
        retry: bool,
        cancel: &Cancel,
    ) -> Option<Result<Option<Arc<Crates>>, String>> {
        let package = &self.dir.package;
        let edition = native.and_then(Crates::edition);
        let edition = edition.unwrap_or_else(|| package.flags.edition.clone());
        let root = self.dir.root.to_string_lossy();
        let part = package.part_for(source, &root, &edition);
        if !part.has_crates() {
            return Some(Ok(None));
        }
        let mut stores = self.stores.lock().unwrap_or_else(PoisonError::into_inner);
        let store = stores.entry(part.crates.clone()).or_insert_with(|| {
            let store = CrateStore::for_wasm(&self.dir, part, Arc::clone(&self.runner));
            Arc::new(store)
        });
        let store = Arc::clone(store);
        drop(stores);
        let crates = store.get(toolchain, retry, cancel)?;
        Some(crates.map(Some))
    }
}
