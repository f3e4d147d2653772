//! Names of versions: those given in front of them, else the differences of their paths.

use std::collections::BTreeSet;

use crate::source;

/// Returns the versions' names: `NAME` of `NAME=SOURCE`, else a short form of the path.
pub fn labels(sources: &[String]) -> Vec<String> {
    let named: Vec<_> = sources.iter().map(|text| source::named(text)).collect();
    let paths: Vec<_> = named.iter().map(|(_, path)| (*path).to_owned()).collect();
    let names = named.iter().map(|(name, _)| name.map(str::to_owned));
    let labels = names.zip(shortened(&paths));
    labels.map(|(name, path)| name.unwrap_or(path)).collect()
}

/// Returns the release numbers in the paths, if they are different ones; for a path without, or if
/// two are equal, the parts that tell the paths apart.
fn shortened(paths: &[String]) -> Vec<String> {
    let told_apart = apart(paths);
    let numbers = paths.iter().map(|path| number(path));
    let labels: Vec<_> = numbers
        .zip(&told_apart)
        .map(|(number, apart)| number.unwrap_or_else(|| apart.clone()))
        .collect();
    let distinct: BTreeSet<_> = labels.iter().collect();
    match distinct.len() == labels.len() {
        true => labels,
        false => told_apart,
    }
}

/// Returns the paths without the components that begin or end all of them: `7.2`, not
/// `qemu/7.2/qapi/qapi-schema.json`; and without `.json`.
fn apart(paths: &[String]) -> Vec<String> {
    let parts: Vec<Vec<&str>> = paths.iter().map(|path| path.split('/').collect()).collect();
    let shortest = parts.iter().map(Vec::len).min().unwrap_or_default();
    let same = |pick: &dyn Fn(&[&str], usize) -> Option<String>| {
        let alike = |&n: &usize| {
            parts
                .windows(2)
                .all(|pair| pick(&pair[0], n) == pick(&pair[1], n))
        };
        (0..shortest).take_while(alike).count()
    };
    let start = same(&|parts, n| parts.get(n).map(|p| (*p).to_owned()));
    // A path from the root that lost only its first slash would name another file.
    let only_root = start == 1 && parts.iter().all(|parts| parts[0].is_empty());
    let start = if only_root { 0 } else { start };
    let end = same(&|parts, n| parts.iter().rev().nth(n).map(|p| (*p).to_owned()));
    let short = |parts: &Vec<&str>| {
        let rest = parts.get(start..parts.len().saturating_sub(end))?;
        let rest = rest.join("/");
        (!rest.is_empty()).then(|| rest.strip_suffix(".json").unwrap_or(&rest).to_owned())
    };
    let shortened: Option<Vec<_>> = parts.iter().map(short).collect();
    shortened.unwrap_or_else(|| paths.to_vec())
}

/// Returns the last release number in a path, of two or more parts: `10.0` of
/// `qemu-10.0/qapi/qapi-schema.json`, `7.2.22` of `qemu-7.2.22-x86_64.json`.
fn number(path: &str) -> Option<String> {
    let in_part = |part: &str| {
        let pieces = part.split(|c: char| !c.is_ascii_digit() && c != '.');
        let mut numbers = pieces.map(|piece| piece.trim_matches('.'));
        let found = numbers.rfind(|piece| {
            piece.contains('.') && piece.split('.').all(|digits| !digits.is_empty())
        })?;
        // `v10.0.0-rc1` is not the release.
        (!part.contains("-rc")).then(|| found.to_owned())
    };
    path.rsplit('/').find_map(in_part)
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn labels() {
        let short = |labels: &[&str]| {
            let labels: Vec<_> = labels.iter().map(|l| (*l).to_owned()).collect();
            shortened(&labels).join(" ")
        };
        let schemas = ["qemu/7.2/qapi/a.json", "qemu/8.0/qapi/a.json"];
        assert_eq!(short(&schemas), "7.2 8.0");
        // Layouts changed over the years.
        let mixed = [
            "1.5.0/qapi-schema.json",
            "history/5.2.0/qapi/qapi-schema.json",
        ];
        assert_eq!(short(&mixed), "1.5.0 5.2.0");
        let recorded = ["qemu-7.2/qapi/a.json", "live/qemu-7.2.22-x86_64.json"];
        assert_eq!(short(&recorded), "7.2 7.2.22");
        // Versions of one release have other differences.
        let same = ["10.0/qapi/a.json", "10.0/qga/a.json"];
        assert_eq!(short(&same), "qapi qga");
        assert_eq!(short(&["old.json", "new.json"]), "old new");
        assert_eq!(short(&["a/1.1/x.json", "b/1.1/x.json"]), "a b");
        let vendor = ["v/1.1.json", "v/1.1-vendor.json"];
        assert_eq!(short(&vendor), "1.1 1.1-vendor");
        assert_eq!(short(&["/a/x.json", "/b/y.json"]), "/a/x /b/y");
        assert_eq!(short(&["a/1.0.json", "a/1.1.json"]), "1.0 1.1");
        assert_eq!(short(&["x.json", "x.json"]), "x.json x.json");
        assert_eq!(short(&["v9.0-rc1/x.json", "v9.0/x.json"]), "v9.0-rc1 9.0");
        assert_eq!(
            short(&["unix:/run/vm.qmp", "qemu-8.2/q.json"]),
            "unix:/run/vm.qmp 8.2"
        );
    }
}
