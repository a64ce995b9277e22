//! What hosts show for a page that cannot exist. It is requested once from an origin, and only where a page gives a sign that
//! it may be just that: ordinary hosts get no request more.

use crate::links::probe::Probe;
use crate::links::probe_result::ProbeResult;
use crate::links::run::doubtful::{DoubtfulPage, MissingPage};
use crate::links::run::origins::OriginId;
use crate::links::run::state::RunState;
use crate::links::target::CheckTarget;
use crate::links::transport::Transport;
use curate_rules::Verdict;
use curate_rules::api::outcome::Suspicion;
use std::hash::{DefaultHasher, Hasher as _};
use std::mem;
use url::Url;

impl<T: Transport> RunState<'_, T> {
    /// Emits the pages whose hosts have shown a page that cannot exist, and requests one of the others.
    pub(crate) fn compare_doubtful(&mut self, is_in_time: bool) {
        for doubtful in mem::take(&mut self.doubtful) {
            let DoubtfulPage { target, origin, mut result } = doubtful;
            match self.missing_pages.get(&origin) {
                // What was called well before it was known better comes first.
                Some(_) if self.is_to_be_corrected(origin) && !self.corrections.contains_key(&target) => {
                    self.doubtful.push(DoubtfulPage { target, origin, result });
                }
                Some(MissingPage::Known(missing)) => {
                    if looks_alike(&result, missing) {
                        result.outcome.verdict = Verdict::Suspect;
                        result.outcome.moved_to = None;
                        result.outcome.suspicion = Some(Suspicion::SameAsMissing);
                    }
                    self.emit(target, result);
                }
                Some(MissingPage::Unknown) => self.emit(target, result),
                Some(MissingPage::Requested) => self.doubtful.push(DoubtfulPage { target, origin, result }),
                None => {
                    match impossible(&result.outcome.url).as_ref().and_then(CheckTarget::new).filter(|_| is_in_time) {
                        Some(missing) => {
                            let index = self.add_target(missing.into());
                            self.missing_pages.insert(origin, MissingPage::Requested);
                            self.missing_targets.insert(index, origin);
                            self.start(Probe::first(index).reading());
                            self.doubtful.push(DoubtfulPage { target, origin, result });
                        }
                        None => self.emit(target, result),
                    }
                }
            }
        }
    }

    /// Whether a page of `origin` that has its result is read once more.
    fn is_to_be_corrected(&self, origin: OriginId) -> bool {
        self.corrections.values().any(|other| *other == origin)
    }

    /// Emits the pages whose hosts have shown nothing to compare them with.
    pub(crate) fn emit_doubtful(&mut self) {
        for doubtful in mem::take(&mut self.doubtful) {
            self.emit(doubtful.target, doubtful.result);
        }
    }
}

/// A URL beside `url` that no server has ever heard of.
fn impossible(url: &str) -> Option<Url> {
    let mut hasher = DefaultHasher::new();
    hasher.write(url.as_bytes());
    let name = format!("curate-no-such-page-{:016x}", hasher.finish());
    Url::parse(url).and_then(|url| url.join(&name)).ok()
}

/// Whether `page` is what its host shows for pages that do not exist, which is `missing`.
fn looks_alike(page: &ProbeResult, missing: &ProbeResult) -> bool {
    let is_there = matches!(missing.outcome.verdict, Verdict::Ok | Verdict::Moved | Verdict::Suspect);
    let leads_alike = |result: &ProbeResult| !result.outcome.hops.is_empty();
    if is_there && leads_alike(page) && leads_alike(missing) && page.final_url == missing.final_url {
        return true;
    }
    let (Some(page), Some(missing)) = (&page.page, &missing.page) else { return false };
    // Such a page often says which one is missing, so that its text is a little longer or shorter.
    let near = page.text.0.abs_diff(missing.text.0) * 20 <= page.text.0.max(missing.text.0);
    is_there && page.title == missing.title && (page.text == missing.text || (near && !page.title.is_empty()))
}
