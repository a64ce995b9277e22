//! What one rule of the group `project` is too long for.

pub(crate) mod badges;
pub(crate) mod opening;
pub(crate) mod project_files;
