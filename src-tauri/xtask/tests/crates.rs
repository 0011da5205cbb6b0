//! Which crate may see which: the house's walls.

#![expect(clippy::unwrap_used, reason = "a test may panic, in its helping functions too")]

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package};

/// A crate may depend only on crates of a lower floor; so the three edge crates, on one floor,
/// never see one another.
const FLOORS: [(&str, u8); 8] = [
    ("domain", 0),
    ("programs", 1),
    ("store", 2),
    ("providers", 2),
    ("mcp", 2),
    ("engine", 3),
    ("cli", 4),
    ("countersign", 4),
];

/// Libraries of the outside world that only these crates may use, by the start of their name.
/// Two talk to others over HTTP: one to models, one to servers.
const OWNED: [(&str, &[&str]); 8] = [
    ("rmcp", &["mcp"]),
    ("reqwest", &["providers", "mcp"]),
    ("sse-stream", &["providers"]),
    ("rusqlite", &["store"]),
    ("aws-lc-rs", &["store"]),
    ("keyring", &["store"]),
    ("zbus-secret-service", &["store"]),
    ("tauri", &["countersign"]),
];

fn metadata() -> Metadata {
    MetadataCommand::new()
        .manifest_path(concat!(env!("CARGO_MANIFEST_DIR"), "/../../Cargo.toml"))
        .no_deps()
        .other_options(["--offline".to_owned()])
        .exec()
        .unwrap()
}

/// The crates of the app, without the repository's own tools and tests.
fn house(metadata: &Metadata) -> Vec<&Package> {
    let floors = BTreeMap::from(FLOORS);
    metadata.packages.iter().filter(|package| floors.contains_key(package.name.as_str())).collect()
}

#[test]
fn every_crate_has_a_floor() {
    let metadata = metadata();
    let known = FLOORS.iter().map(|(name, _)| *name).chain(["xtask"]).collect::<BTreeSet<_>>();
    let found = metadata
        .packages
        .iter()
        .filter(|package| package.manifest_path.as_str().contains("/src-tauri/"))
        .map(|package| package.name.as_str())
        .collect::<BTreeSet<_>>();
    assert_eq!(found, known, "a new crate needs a floor in this test");
}

#[test]
fn crates_depend_downwards_only() {
    let metadata = metadata();
    let floors = BTreeMap::from(FLOORS);
    let members = metadata.packages.iter().map(|member| member.name.as_str()).collect::<Vec<_>>();
    for package in house(&metadata) {
        for dependency in &package.dependencies {
            let (from, to) = (package.name.as_str(), dependency.name.as_str());
            let downwards = floors.get(to).is_some_and(|floor| *floor < floors[from]);
            // A test may have a crate of tests/ beside it: nothing of that ships.
            let only_tests =
                dependency.kind == DependencyKind::Development && !floors.contains_key(to);
            let allowed = downwards || only_tests || !members.contains(&to);
            assert!(allowed, "{from} must not depend on {to}");
        }
    }
}

#[test]
fn a_library_of_the_outside_world_has_its_owners() {
    let metadata = metadata();
    for package in house(&metadata) {
        for dependency in &package.dependencies {
            for (library, owners) in OWNED {
                assert!(
                    !dependency.name.starts_with(library)
                        || owners.contains(&package.name.as_str()),
                    "{} depends on {}, which only {owners:?} may",
                    package.name,
                    dependency.name
                );
            }
        }
    }
}

#[test]
fn every_owner_uses_what_it_owns() {
    let metadata = metadata();
    let owned =
        OWNED.iter().flat_map(|(library, owners)| owners.iter().map(move |owner| (library, owner)));
    for (library, owner) in owned {
        let package = metadata.packages.iter().find(|package| package.name.as_str() == *owner);
        let uses = package.is_some_and(|package| {
            package.dependencies.iter().any(|dependency| dependency.name.starts_with(*library))
        });
        assert!(uses, "{owner} no longer uses {library}: take the line out of this test");
    }
}

#[test]
fn the_domain_does_no_io_and_knows_no_async() {
    let metadata = metadata();
    let domain = metadata.packages.iter().find(|package| package.name.as_str() == "domain");
    for dependency in &domain.unwrap().dependencies {
        assert!(
            !["tokio", "futures", "async", "tracing", "dirs"]
                .iter()
                .any(|library| dependency.name.starts_with(library)),
            "domain must not depend on {}",
            dependency.name
        );
    }
}
