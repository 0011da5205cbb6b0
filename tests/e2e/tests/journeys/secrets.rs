//! Where a secret must not be: everywhere but in the keychain.

use e2e::Outcome;
use e2e::desk::Desk;
use e2e::machine::Machine;
use e2e::traces::Secrets;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};
use serde_json::json;

/// The secrets of one account: each a name, and a text of at least 32 characters.
pub(crate) type Texts<'a> = &'a [(&'a str, &'a str)];

fn of(texts: Texts<'_>) -> Secrets {
    texts.iter().fold(Secrets::default(), |all, (name, text)| all.and_text(name, text))
}

/// Nothing of the page holds one: no text, no field, no attribute, nothing that the web view keeps;
/// and nothing that the app tells the page.
pub(crate) async fn not_in_the_window(desk: &Desk, texts: Texts<'_>) -> Outcome {
    let page = desk.window.execute(PAGE, Vec::new()).await?;
    let page = page.as_str().ok_or("the page is a text")?;
    assert!(page.contains("</html>"), "all of the page was read");
    let query = json!({ "query": { "text": "", "states": [], "limit": 10 } });
    let told = desk.window.call("list_history", query).await?;
    assert_eq!(of(texts).found_in(format!("{page}{told}").as_bytes()), Vec::<&str>::new());
    Ok(())
}

/// Neither of them, nor the key of the history, stands in what the system tells of any process, in any
/// file that was written, or in the history itself; `known` does stand there.
pub(crate) fn only_in_the_keychain(machine: &Machine, texts: Texts<'_>, known: &str) -> Outcome {
    let kept = ask_keychain(machine, "search", "--all")?;
    for (name, text) in texts {
        assert!(kept.contains(text), "the keychain has {name}: {kept}");
    }
    let history_key = ask_keychain(machine, "lookup", "username=history")?;
    let secrets = of(texts);
    let history = read_history(machine, &history_key)?;
    assert!(history.windows(known.len()).any(|part| part == known.as_bytes()), "it was read");
    assert_eq!(secrets.found_in(&history), Vec::<&str>::new());
    // The history's key is 32 bytes, and the keychain has them as hex.
    let secrets = secrets
        .and_text("the history's key", &history_key)
        .and_bytes("the history's key", &bytes_of(&history_key)?);
    assert_eq!(secrets.processes(machine.processes().into_keys()), Vec::<String>::new());
    assert_eq!(secrets.files_in(machine.home())?, Vec::<String>::new());
    assert!(std::fs::metadata(machine.log())?.len() > 10_000, "the app told its log what it does");
    Ok(())
}

fn ask_keychain(machine: &Machine, what: &str, more: &str) -> Outcome<String> {
    let own = ["service", "dev.countersign.desktop"];
    let mut command = machine.command("secret-tool");
    let said = command.arg(what).args(more.split('=')).args(own).output()?;
    Ok(String::from_utf8(said.stdout)?.trim().to_owned())
}

fn bytes_of(hex: &str) -> Outcome<Vec<u8>> {
    let pairs = hex.as_bytes().chunks(2).map(|pair| Ok(std::str::from_utf8(pair)?));
    pairs.map(|pair: Outcome<&str>| Ok(u8::from_str_radix(pair?, 16)?)).collect()
}

/// Every value of every table of the history, decrypted, one after the other.
fn read_history(machine: &Machine, key: &str) -> Outcome<Vec<u8>> {
    let path = machine.data().join("history.db");
    let history = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    history.execute_batch(&format!(
        "PRAGMA key = \"x'{key}'\"; PRAGMA cipher_hmac_algorithm = HMAC_SHA256"
    ))?;
    let tables =
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'";
    let names: Vec<String> =
        history.prepare(tables)?.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut read = Vec::new();
    for name in names {
        let mut statement = history.prepare(&format!("SELECT * FROM \"{name}\""))?;
        let columns = statement.column_count();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            for column in 0..columns {
                if let ValueRef::Text(bytes) | ValueRef::Blob(bytes) = row.get_ref(column)? {
                    read.extend_from_slice(bytes);
                    read.push(b'\n');
                }
            }
        }
    }
    Ok(read)
}

/// Calls back with the page as it stands, what its fields hold, and what is kept for it.
const PAGE: &str = r#"
    const [done] = arguments;
    const fields = [...document.querySelectorAll("input, textarea")].map((field) => field.value);
    const kept = [localStorage, sessionStorage].map((storage) => JSON.stringify(storage));
    const told = performance.getEntries().map((entry) => entry.name);
    done([document.documentElement.outerHTML, document.cookie, ...fields, ...kept, ...told].join("\n"));
"#;
