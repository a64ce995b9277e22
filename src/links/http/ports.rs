//! Ports that browsers do not open, since something other than the web listens there and could be talked into mischief.

/// The Fetch standard's bad ports (<https://fetch.spec.whatwg.org/#port-blocking>), ascending.
const BAD: [u16; 83] = [
    0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109,
    110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531,
    532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060,
    5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
];

/// Whether `port` is never requested.
pub(crate) fn is_bad(port: u16) -> bool {
    BAD.binary_search(&port).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bad_ports_are_found_and_the_others_are_not() {
        assert!(BAD.is_sorted());
        for port in [0, 1, 22, 25, 143, 6000, 6667, 10080] {
            assert!(is_bad(port), "{port}");
        }
        for port in [80, 443, 2, 3000, 6001, 8000, 8080, 8443, 10081, 65535] {
            assert!(!is_bad(port), "{port}");
        }
    }
}
