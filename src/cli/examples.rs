//! What stands at the end of the help.

/// Of the program.
pub(super) const PROGRAM: &str = "\
Examples:
  curate lint                      check the lists of this folder
  curate lint --fix README.md      apply the safe fixes
  curate links --since origin/main check the URLs that a change adds
  curate parity                    compare translations with their source
  curate init                      write a first curate.toml

Exit status: 0 nothing at or above --fail-on, 1 findings, 2 the job could not
be done, 130 interrupted.";
/// Of `curate lint`.
pub(super) const LINT: &str = "\
Examples:
  curate lint                            check the lists of this folder
  curate lint --diff README.md           show what --fix would change
  curate lint --since origin/main        report what this branch introduces
  curate lint --select all --statistics  count the findings of every rule
  curate lint - --stdin-filename README.md < draft.md";
/// Of `curate links`.
pub(super) const LINKS: &str = "\
Examples:
  curate links README.md             check every URL of a list
  curate links --since origin/main   check the URLs that this branch adds
  curate links --fix                 follow permanent redirects
  curate links --dump                list the URLs without checking them";
/// Of `curate check`.
pub(super) const CHECK: &str = "\
Examples:
  curate check README.md             lint a list and check its URLs
  curate check --cached              judge by stored outcomes alone";
/// Of `curate badge`.
pub(super) const BADGE: &str = "\
Examples:
  curate badge --output badge.svg    after `curate links`: links | 312, 2 dead
  curate badge README.md > badge.svg";
/// Of `curate worker`.
pub(super) const WORKER: &str = "\
Examples:
  nats-server -js                                     a broker
  curate worker --fleet nats://localhost              a worker; as many as wanted
  curate links --fleet nats://localhost README.md     hand them the URLs of a list";
/// Of `curate ci`.
pub(super) const CI: &str = "\
Examples:
  curate ci                          in a workflow: judge what the change adds
  curate ci --only lint              without requests
  curate ci --sarif-file out.sarif   for code scanning";
