//! What is around a list, for features that show more than what is wrong: looked at now and then, since it is much to read.

use crate::cli::links_arguments;
use crate::commands::links::clock::now;
use crate::commands::links::explain::history;
use crate::commands::links::link_cache::usual_path;
use crate::commands::links::plan::LinkPlan;
use crate::commands::steps::work::Work;
use crate::commands::steps::workspace::Workspace;
use crate::links::settings::CheckSettings;
use crate::links::store::{Store, StoreRow};
use crate::lsp::documents::Buffer;
use crate::lsp::project::JudgeTask;
use crate::lsp::surroundings::{CheckedUrls, OtherPage, Surroundings};
use crate::lsp::uri::uri_of;
use crate::workspace::discover::{is_markdown, is_mdx};
use crate::workspace::project_files::project_files;
use crate::workspace::read;
use crate::workspace::shown_path::shown;
use curate_rules::api::link_url::{request_url, url_of};
use gen_lsp_types::Uri;
use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

/// For so long what is on disk is taken to be as it was.
const FRESH: Duration = Duration::from_secs(10);
/// So many pages beside a list are read.
const MOST_PAGES: usize = 1_000;
/// Pages of more bytes are not.
const LONGEST_PAGE: u64 = 1 << 20;

/// What was seen around a list.
#[derive(Default)]
pub(super) struct Around {
    seen: RefCell<Option<LookedAt>>,
    /// The file in which `curate links` remembers, where there is such a one.
    store: OnceCell<Option<PathBuf>>,
}

/// When a file was changed last, and its bytes; `None` where it is not there.
type FileState = Option<(SystemTime, u64)>;

struct LookedAt {
    at: Instant,
    here: PathBuf,
    /// What was open then.
    open: BTreeSet<Uri>,
    files: Arc<[String]>,
    /// By their paths, as they are on disk, with what tells whether they still are.
    pages: BTreeMap<String, (FileState, Option<Arc<OtherPage>>)>,
    /// As they are in the editor, by its names.
    buffers: BTreeMap<Uri, Arc<OtherPage>>,
    /// When the store was written then.
    written: [Option<SystemTime>; 2],
    checked: Arc<CheckedUrls>,
}

impl Around {
    /// What is around the list of `work`, one of those of `task`.
    pub(super) fn of(&self, work: &Work, task: &JudgeTask) -> Surroundings {
        let workspace = &work.workspace;
        let open: BTreeSet<Uri> = task.buffers.iter().map(|buffer| buffer.uri.clone()).collect();
        let editions = || work.lists.iter().flat_map(|prepared| &prepared.list.editions);
        let editions: BTreeSet<&str> = editions().map(|edition| &*edition.path).collect();
        let store = self.store.get_or_init(store_file).as_deref();
        let mut known = self.seen.borrow_mut();
        let is_known = |seen: &LookedAt| seen.here == workspace.here && seen.open == open && seen.at.elapsed() < FRESH;
        if !known.as_ref().is_some_and(is_known) {
            let files = project_files(&workspace.here);
            *known = Some(LookedAt {
                at: Instant::now(),
                here: workspace.here.clone(),
                open,
                pages: pages(&files, &|path| editions.contains(path) || is_open(task, workspace, path)),
                buffers: known.take().map(|seen| seen.buffers).unwrap_or_default(),
                written: written(store),
                checked: Arc::new(checked(work, store)),
                files: files.into(),
            });
        }
        let Some(seen) = known.as_mut() else { return Surroundings::default() };
        let now = written(store);
        if seen.written != now {
            (seen.written, seen.checked) = (now, Arc::new(checked(work, store)));
        }
        seen.read_buffers(workspace, task, &editions);
        seen.read_changed_pages(workspace);
        let on_disk =
            seen.pages.iter().filter_map(|(path, (_, page))| Some((path.clone(), Arc::clone(page.as_ref()?))));
        let mut pages: BTreeMap<String, Arc<OtherPage>> = on_disk.collect();
        pages.extend(seen.buffers.values().map(|page| (page.path.clone(), Arc::clone(page))));
        Surroundings {
            here: workspace.here.clone(),
            pages: pages.into_values().filter(|page| !editions.contains(&*page.path)).collect(),
            files: Arc::clone(&seen.files),
            checked: Arc::clone(&seen.checked),
        }
    }
}

impl LookedAt {
    /// Reads the pages that are on disk not what they were when they were read, if they were.
    fn read_changed_pages(&mut self, workspace: &Workspace) {
        for (name, (state, page)) in &mut self.pages {
            let path = workspace.here.join(name);
            let now = file_state(&path);
            if now != *state {
                (*state, *page) =
                    (now, now.and_then(|(_, bytes)| page_on_disk(workspace, name, &path, bytes)).map(Arc::new));
            }
        }
    }

    /// Takes over the open texts of `task` that were changed since they were read.
    fn read_buffers(&mut self, workspace: &Workspace, task: &JudgeTask, editions: &BTreeSet<&str>) {
        self.buffers.retain(|uri, _| self.open.contains(uri));
        for (buffer, path) in task.buffers.iter().filter_map(|buffer| Some((buffer, buffer.path.as_deref()?))) {
            let is_beside = path.starts_with(&self.here) && !editions.contains(&*shown(&self.here, path));
            let is_as_it_is = |page: &Arc<OtherPage>| page.version == Some(buffer.version);
            if is_beside && !self.buffers.get(&buffer.uri).is_some_and(is_as_it_is) {
                self.buffers.insert(buffer.uri.clone(), Arc::new(open_page(workspace, buffer, path)));
            }
        }
    }
}

fn open_page(workspace: &Workspace, buffer: &Buffer, path: &Path) -> OtherPage {
    OtherPage {
        path: shown(&workspace.here, path),
        uri: buffer.uri.clone(),
        version: Some(buffer.version),
        document: workspace.parse(buffer.text.to_string(), path),
    }
}

/// Whether the file called `path` is open.
fn is_open(task: &JudgeTask, workspace: &Workspace, path: &str) -> bool {
    task.buffers.iter().filter_map(|buffer| buffer.path.as_deref()).any(|open| shown(&workspace.here, open) == path)
}

/// The markdown pages among `files` that are not `known` from elsewhere, by path; they are not read yet.
fn pages(files: &[String], known: &dyn Fn(&str) -> bool) -> BTreeMap<String, (FileState, Option<Arc<OtherPage>>)> {
    let is_page = |file: &Path| is_markdown(file) || is_mdx(file);
    let pages = files.iter().filter(|file| is_page(Path::new(file)) && !known(file)).take(MOST_PAGES);
    pages.map(|name| (name.clone(), (None, None))).collect()
}

fn file_state(path: &Path) -> FileState {
    let metadata = std::fs::metadata(path).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}

/// The page at `path`, which is of so many bytes; `None` where these are too many, or it leads out of the project.
fn page_on_disk(workspace: &Workspace, name: &str, path: &Path, bytes: u64) -> Option<OtherPage> {
    if bytes > LONGEST_PAGE || workspace.leads_out(path, false) {
        return None;
    }
    let text = read::file(path, name).ok()?;
    let (uri, document) = (uri_of(path)?, workspace.parse(text, path));
    Some(OtherPage { path: name.to_owned(), uri, version: None, document })
}

/// Where a check would remember; `None` where that is no file.
fn store_file() -> Option<PathBuf> {
    let plan = links_arguments().ok().and_then(|arguments| LinkPlan::of(&arguments).ok())?;
    plan.store.map_or_else(usual_path, |place| place.file().map(Path::to_owned))
}

/// When the store in this file was last written, and what is not yet moved into it.
fn written(store: Option<&Path>) -> [Option<SystemTime>; 2] {
    let path = store.map(Path::to_owned);
    let changed = |path: PathBuf| std::fs::metadata(path).and_then(|metadata| metadata.modified()).ok();
    let log = path.clone().map(|mut path| {
        path.as_mut_os_string().push("-wal");
        path
    });
    [path.and_then(changed), log.and_then(changed)]
}

/// What the store in this file knows of the URLs of `work`; nothing where there is none, or it cannot be read.
fn checked(work: &Work, store: Option<&Path>) -> CheckedUrls {
    let editions = work.lists.iter().flat_map(|prepared| &prepared.list.editions);
    let links = editions.flat_map(|edition| edition.document.links());
    let urls: BTreeSet<String> = links.filter_map(|link| request_url(&*url_of(link)?)).collect();
    let store = store.filter(|path| path.exists()).and_then(|path| Store::existing(path).ok());
    let rows = store.and_then(|store| store.rows(urls.iter().map(String::as_str), now()).ok());
    let rows: BTreeMap<Arc<str>, StoreRow> = rows.into_iter().flatten().collect();
    let paths = work.lists.iter().flat_map(|prepared| &prepared.paths);
    let mut configs = paths.filter_map(|path| work.workspace.configs.of(path).ok().flatten());
    let days = configs
        .find_map(|config| config.links().days_of_failure)
        .map_or(CheckSettings::default().days_of_failure, |days| days.0.into());
    let mut checked = CheckedUrls::default();
    for (url, row) in rows {
        checked.histories.insert(url, history(&row, days));
        checked.outcomes.insert(row.judged(days));
    }
    checked
}
