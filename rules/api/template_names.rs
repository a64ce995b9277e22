//! The names in the braces of templates, read while the code is compiled.

/// Whether `template` names all of `names` in braces, and nothing else.
pub const fn has_all(template: &str, names: &[&str]) -> bool {
    let mut index = 0;
    while index < names.len() {
        if !has_argument(template, names[index]) {
            return false;
        }
        index += 1;
    }
    names_only(template, names)
}

/// Whether `template` names nothing in braces but `names`.
pub const fn names_only(template: &str, names: &[&str]) -> bool {
    let mut from = 0;
    while let Some((start, end)) = next_name(template.as_bytes(), from) {
        let mut index = 0;
        while index < names.len() && !is_at(template.as_bytes(), start, end, names[index].as_bytes()) {
            index += 1;
        }
        if index == names.len() {
            return false;
        }
        from = end + 1;
    }
    true
}

const fn has_argument(template: &str, name: &str) -> bool {
    let mut from = 0;
    while let Some((start, end)) = next_name(template.as_bytes(), from) {
        if is_at(template.as_bytes(), start, end, name.as_bytes()) {
            return true;
        }
        from = end + 1;
    }
    false
}

/// Where the next name in braces stands: from its first byte to its closing brace.
const fn next_name(template: &[u8], from: usize) -> Option<(usize, usize)> {
    let mut at = from;
    while at < template.len() {
        let is_double = at + 1 < template.len() && template[at + 1] == template[at];
        match template[at] {
            b'{' | b'}' if is_double => at += 2,
            b'{' => {
                let start = at + 1;
                while at < template.len() && template[at] != b'}' {
                    at += 1;
                }
                return Some((start, at));
            }
            _ => at += 1,
        }
    }
    None
}

/// Whether `name` is what stands from `start` to `end`.
const fn is_at(template: &[u8], start: usize, end: usize, name: &[u8]) -> bool {
    if end - start != name.len() {
        return false;
    }
    let mut index = 0;
    while index < name.len() && template[start + index] == name[index] {
        index += 1;
    }
    index == name.len()
}
