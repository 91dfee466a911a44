//! How much the tests do: of each law a few cases where Miri interprets it, some thousand times slower.

use proptest::test_runner::Config;

/// Under Miri, how many cases there are of each law, unless `PROPTEST_CASES` says fewer.
const INTERPRETED: u32 = 3;

/// So many steps in a case at most; a quarter of them under Miri, as all is checked after each.
pub(crate) const fn steps(most: usize) -> usize {
    if cfg!(miri) { most / 4 } else { most }
}

/// As many cases as proptest does on its own, or as `PROPTEST_CASES` says.
pub(crate) fn usual() -> Config {
    let usual = Config::default();
    if cfg!(miri) {
        // A file of failed cases is not what Miri is for; to look for one takes a real file system.
        let cases = usual.cases.min(INTERPRETED);
        return Config { cases, failure_persistence: None, ..usual };
    }
    usual
}

/// A hundred cases, for laws that take their time.
pub(crate) fn hundred() -> Config {
    let usual = usual();
    let cases = if cfg!(miri) { usual.cases } else { 100 };
    Config { cases, failure_persistence: None, ..usual }
}
