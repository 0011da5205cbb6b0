//! The programs that are known by name, themselves, as an account begins with them: each asks a server
//! that nobody here wrote.
//!
//! `ASSISTANTS=/where/they/are cargo nextest run -p providers --run-ignored only assistants`

use std::fs;
use std::path::Path;

use domain::account::{Output, Program};
use provider_doubles::Aimock;
use rstest::rstest;
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use crate::command::{agreed, client};
use crate::support::{KEY, prompt, signed_for, write};

/// In a file of the person's that a prompt names.
const SECRET: &str = "a-secret-of-the-person";
/// In what the person tells this assistant each time.
const NOTES: &str = "notes-of-the-person";
/// In the prompt.
const WORDS: &str = "with-unusual-words";

/// What an assistant does beyond what its arguments can forbid. It is said in `docs/models.md`.
#[derive(Debug, PartialEq, Eq)]
struct Beyond {
    adds_notes: bool,
    keeps_the_prompt: bool,
}

const NOTHING: Beyond = Beyond { adds_notes: false, keeps_the_prompt: false };

/// How this assistant finds the server, from its home and with arguments that come first.
fn lead(name: &str, home: &Path, server: &Aimock) -> Vec<String> {
    let put = |path: &str, content: String| {
        let path = home.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    };
    let ran = format!("touch {}", home.join("hook-ran").display());
    match name {
        "Claude Code" => {
            let hook = json!([{ "hooks": [{ "type": "command", "command": ran }] }]);
            let settings = json!({
                "apiKeyHelper": format!("echo {KEY}"),
                "env": { "ANTHROPIC_BASE_URL": server.url() },
                "hooks": { "SessionStart": hook, "UserPromptSubmit": hook },
            });
            put(".claude/settings.json", settings.to_string());
            put(".claude/CLAUDE.md", NOTES.into());
            vec![]
        }
        "Codex" => {
            put(".codex/auth.json", json!({ "OPENAI_API_KEY": KEY }).to_string());
            put(".codex/config.toml", format!("notify = [\"sh\", \"-c\", \"{ran}\"]\n"));
            put(".codex/AGENTS.md", NOTES.into());
            let url = server.openai_url();
            vec!["-c".into(), format!("openai_base_url={url}")]
        }
        "Gemini CLI" => {
            let settings = json!({ "security": { "auth": { "selectedType": "gemini-api-key" } } });
            put(".gemini/settings.json", settings.to_string());
            let url = server.url();
            let env = format!("GEMINI_API_KEY={KEY}\nGOOGLE_GEMINI_BASE_URL={url}\n");
            put(".gemini/.env", env);
            put(".gemini/GEMINI.md", NOTES.into());
            vec![]
        }
        "llm" => {
            let (folder, url) = (".config/io.datasette.llm", server.openai_url());
            put(&format!("{folder}/keys.json"), json!({ "openai": KEY }).to_string());
            let model = format!("- model_id: double\n  model_name: double\n  api_base: {url}\n");
            put(&format!("{folder}/extra-openai-models.yaml"), model);
            vec![]
        }
        _ => panic!("it is not known how {name} is led"),
    }
}

/// The program of a preset, in a home of its own.
fn program(name: &str, home: &Path, server: &Aimock) -> Program {
    let presets = providers::presets();
    let preset = presets.iter().find(|preset| preset.name == name).unwrap();
    let preset = preset.program.unwrap();
    let path = std::env::var("ASSISTANTS").unwrap_or_else(|_| panic!("ASSISTANTS is not set"));
    let path = format!("PATH={path}:{}", std::env::var("PATH").unwrap());
    let mut args = vec![format!("HOME={}", home.display()), path];
    for variable in ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"] {
        args.splice(0..0, ["-u".to_owned(), variable.to_owned()]);
    }
    args.push(preset.command.into());
    let mut own: Vec<String> = preset.args.iter().map(ToString::to_string).collect();
    // Codex has its subcommand first.
    own.splice(1..1, lead(name, home, server));
    args.extend(own);
    let output = preset.at.map_or(Output::Text, |at| Output::Json { at: at.into() });
    let models = vec!["any".into()];
    Program { command: "env".into(), args, output, models, seconds: 120, identity: None }
}

fn holds(folder: &Path, words: &str) -> bool {
    fs::read_dir(folder).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        if path.is_symlink() {
            return false;
        }
        if path.is_dir() {
            return holds(&path, words);
        }
        let bytes = fs::read(path).unwrap_or_default();
        bytes.windows(words.len()).any(|window| window == words.as_bytes())
    })
}

#[rstest]
#[case::claude("Claude Code", "sonnet", NOTHING)]
#[case::codex("Codex", "gpt-5.5", Beyond { adds_notes: true, ..NOTHING })]
#[case::gemini("Gemini CLI", "flash", Beyond { adds_notes: true, keeps_the_prompt: true })]
#[case::llm("llm", "double", NOTHING)]
#[tokio::test]
#[ignore = "needs the assistants themselves, in the folders that the variable ASSISTANTS names"]
async fn an_assistant_answers_and_does_no_more_than_is_said(
    #[case] name: &str,
    #[case] model: &str,
    #[case] beyond: Beyond,
) {
    let server = Aimock::start().unwrap();
    let home = tempfile::tempdir().unwrap();
    let account = agreed(program(name, home.path(), &server)).await;
    let provider = providers::connect(&account, None, &client()).unwrap();
    let ask = async |text: &str| {
        let signed = signed_for(model, prompt(text));
        write(&*provider, &signed, &CancellationToken::new()).await.outcome
    };
    let answer = ask("Say hello").await.unwrap().reply;
    assert_eq!(answer.plain_text(), "Xin chào! 안녕 你好 👋");

    // What an assistant may take for a command of its own, and for a file to read.
    let secret = home.path().join("secret.txt");
    fs::write(&secret, SECRET).unwrap();
    let text = format!("/context Say hello {WORDS} @{} @~/secret.txt", secret.display());
    let answer = ask(&text).await.unwrap().reply;
    assert_eq!(answer.plain_text(), "Xin chào! 안녕 你好 👋");
    let journal = reqwest::get(server.journal_url()).await.unwrap().text().await.unwrap();
    assert!(journal.contains("/context Say hello"), "{journal}");
    assert!(!journal.contains(SECRET), "it read the file: {journal}");
    let tools = tools(&journal);
    for tool in ["Bash", "exec_command", "shell", "run_shell_command", "write_file", "view_image"] {
        assert!(!tools.iter().any(|name| name == tool), "{tools:?}");
    }
    fs::remove_file(secret).unwrap();
    assert!(!home.path().join("hook-ran").exists());
    let did =
        Beyond { adds_notes: journal.contains(NOTES), keeps_the_prompt: holds(home.path(), WORDS) };
    assert_eq!(did, beyond);
}

/// The names of all tools that a model was offered.
fn tools(journal: &str) -> Vec<String> {
    let requests: Vec<Value> = serde_json::from_str(journal).unwrap();
    let tools = requests.iter().filter_map(|request| request["body"]["tools"].as_array()).flatten();
    tools.map(|tool| tool["function"]["name"].as_str().unwrap_or_default().to_owned()).collect()
}
