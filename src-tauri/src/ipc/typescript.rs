//! `ui/src/ipc/generated.ts`: the command map and every type that it reaches, in one file.

use std::any::TypeId;
use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;
use std::path::Path;

use engine::view::AppEvent;
use ts_rs::{Config, TS, TypeVisitor};

use super::feed::Feed;

const HEADER: &str = "// Made from the Rust sources: the commands of src-tauri/src/ipc/commands.rs and the types \
they use.\n// To make it anew: UPDATE=1 cargo nextest run -p countersign generated_typescript\n\n";

/// What the command list says of itself.
pub(super) struct Commands {
    config: Config,
    entries: Vec<Entry>,
    types: Types,
}

struct Entry {
    name: &'static str,
    docs: String,
    args: Vec<String>,
    result: String,
}

impl Commands {
    /// Begins a command; its arguments follow.
    pub(super) fn command<R: TS + 'static>(&mut self, name: &'static str, docs: &[&str]) {
        let docs = match docs {
            [line] => format!("  /**{line} */"),
            lines => format!("  /**\n   *{}\n   */", lines.join("\n   *")),
        };
        let result = R::name(&self.config);
        self.entries.push(Entry { name, docs, args: Vec::new(), result });
        self.types.reach::<R>(&self.config);
    }

    /// An argument of the command that was begun last. One that may be absent may be left out.
    pub(super) fn argument<A: TS + 'static>(&mut self, name: &'static str) {
        let full = A::name(&self.config);
        let arg = match full.strip_suffix(" | null") {
            Some(some) => format!("{name}?: {some}"),
            None => format!("{name}: {full}"),
        };
        self.types.reach::<A>(&self.config);
        self.entries.last_mut().expect("a command comes before its arguments").args.push(arg);
    }

    fn text(&self) -> String {
        let mut text = String::from(HEADER);
        text.push_str("/** Every command: what it takes and what it gives. Each may fail with a `Fault`. */\n");
        text.push_str("export interface Commands {\n");
        for Entry { name, docs, args, result } in &self.entries {
            let args = match args.as_slice() {
                [] => "Record<string, never>".to_owned(),
                args => format!("{{ {} }}", args.join("; ")),
            };
            let _ = writeln!(text, "{docs}\n  {name}: {{ args: {args}; result: {result} }};");
        }
        text.push_str("}\n");
        for declaration in self.types.declared.values() {
            let _ = write!(text, "\n{declaration}\n");
        }
        text
    }
}

/// Types reached so far, by name.
#[derive(Default)]
struct Types {
    seen: HashSet<TypeId>,
    declared: BTreeMap<String, String>,
}

impl Types {
    fn reach<T: TS + 'static + ?Sized>(&mut self, config: &Config) {
        struct Visitor<'a>(&'a mut Types, &'a Config);
        impl TypeVisitor for Visitor<'_> {
            fn visit<T: TS + 'static + ?Sized>(&mut self) {
                self.0.reach::<T>(self.1);
            }
        }
        if !self.seen.insert(TypeId::of::<T>()) {
            return;
        }
        if T::output_path().is_some() {
            let docs = T::docs().unwrap_or_default();
            let fields = T::decl(config).replace('\n', "\n  ");
            self.declared.insert(T::ident(config), tidy(&format!("{docs}export {fields}")));
        }
        T::visit_dependencies(&mut Visitor(self, config));
        T::visit_generics(&mut Visitor(self, config));
    }
}

/// Writes a comment of one line on one line, and leaves no spaces at line ends.
fn tidy(declaration: &str) -> String {
    let lines: Vec<&str> = declaration.lines().map(str::trim_end).collect();
    let mut tidy: Vec<String> = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        if let (Some(text), Some(" */")) =
            (lines.get(at + 1), lines.get(at + 2).map(|end| end.trim_start_matches("  ")))
            && line.trim() == "/**"
        {
            let indent = &line[..line.len() - 3];
            tidy.push(format!("{indent}/** {} */", text.trim_start().trim_start_matches("* ")));
            at += 3;
        } else {
            tidy.push((*line).to_owned());
            at += 1;
        }
    }
    tidy.join("\n")
}

impl TS for Feed {
    type WithoutGenerics = Self;
    type OptionInnerType = Self;

    fn docs() -> Option<String> {
        Some(
            "/** A channel of Tauri's. A flood of events arrives in few, large steps. */\n"
                .to_owned(),
        )
    }

    fn ident(_: &Config) -> String {
        "Feed".to_owned()
    }

    fn name(config: &Config) -> String {
        Self::ident(config)
    }

    fn inline(config: &Config) -> String {
        format!("{{ onmessage: (events: {}[]) => void }}", AppEvent::name(config))
    }

    fn decl(config: &Config) -> String {
        format!("type {} = {};", Self::ident(config), Self::inline(config))
    }

    fn visit_dependencies(visitor: &mut impl TypeVisitor) {
        visitor.visit::<AppEvent>();
    }

    fn output_path() -> Option<std::path::PathBuf> {
        Some("Feed.ts".into())
    }
}

/// The window compiles against what Rust really sends and takes.
#[test]
fn generated_typescript_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src/ipc/generated.ts");
    let config = Config::new().with_large_int("number");
    let mut commands = Commands { config, entries: Vec::new(), types: Types::default() };
    super::describe(&mut commands);
    commands.types.reach::<domain::Fault>(&commands.config);
    let text = commands.text();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, text).unwrap();
        return;
    }
    let on_disk = std::fs::read_to_string(&path).unwrap();
    assert!(on_disk == text, "{} is out of date: run this test with UPDATE=1", path.display());
}
