//! Servers that listen on a port of their own choice, and end with the test.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::thread;

use domain::server::Launch;
use domain::{Protocol, Server, ServerId};
use tokio::sync::mpsc;
use uuid::Uuid;

use crate::desk::PATIENCE;
use crate::setup::{folder, installed};

/// A server that listens.
pub(crate) struct Served {
    name: String,
    url: String,
    command: Vec<String>,
    child: Mutex<Child>,
    lines: tokio::sync::Mutex<mpsc::UnboundedReceiver<String>>,
}

pub(crate) fn python1() -> Served {
    python("python1", &["--http", "0"])
}

pub(crate) fn python1_json() -> Served {
    python("python1", &["--http", "0", "--json"])
}

pub(crate) fn python2() -> Served {
    python("python2", &["--http", "0"])
}

fn python(which: &str, more: &[&str]) -> Served {
    let python = installed(&format!("{which}/.venv/bin/python"));
    let script = format!("{which}/server.py");
    let command = [&[python.to_str().unwrap(), &script], more].concat();
    Served::start(which, "/mcp", command.iter().map(|&part| part.to_owned()).collect())
}

/// On the TypeScript SDK; it waits for an answer for as long as its call says.
pub(crate) fn patience() -> Served {
    installed("typescript/node_modules/@modelcontextprotocol/sdk");
    let command = ["node", "typescript/patience.mjs", "--http"];
    Served::start("patience", "/mcp", command.map(str::to_owned).to_vec())
}

pub(crate) fn everything() -> Served {
    everything_speaking("streamableHttp", "/mcp")
}

/// The same in the transport of 2024-11-05.
pub(crate) fn everything_older() -> Served {
    everything_speaking("sse", "/sse")
}

/// On a port that is free now: it cannot be asked to choose one.
fn everything_speaking(transport: &str, path: &str) -> Served {
    let script = "typescript/node_modules/@modelcontextprotocol/server-everything/dist/index.js";
    installed(script);
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let command = ["env", &format!("PORT={port}"), "node", script, transport];
    Served::start("everything", path, command.map(str::to_owned).to_vec())
}

/// The misbehaving one; [`Served::at`] says how.
pub(crate) fn bad() -> Served {
    Served::start("http", "", vec!["python3".into(), "bad/over_http.py".into()])
}

impl Served {
    fn start(name: &str, path: &str, command: Vec<String>) -> Self {
        let mut child = Command::new(Path::new(&command[0]))
            .args(&command[1..])
            .current_dir(folder())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut stderr = BufReader::new(child.stderr.take().unwrap()).lines();
        let port = stderr
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| {
                let rest = ["http://127.0.0.1:", "listening on port ", "running on port "]
                    .into_iter()
                    .find_map(|before| line.split_once(before))?
                    .1;
                rest.split(|it: char| !it.is_ascii_digit()).next()?.parse::<u16>().ok()
            })
            .expect("it says where it listens");
        let (told, lines) = mpsc::unbounded_channel();
        thread::spawn(move || {
            for line in stderr.map_while(Result::ok) {
                // Nobody listens any more once the test is over.
                let _ = told.send(line);
            }
        });
        Self {
            name: name.into(),
            url: format!("http://127.0.0.1:{port}{path}"),
            command,
            child: Mutex::new(child),
            lines: tokio::sync::Mutex::new(lines),
        }
    }

    pub(crate) fn server(&self) -> Server {
        self.at("")
    }

    /// The server at a path of its own.
    pub(crate) fn at(&self, path: &str) -> Server {
        Server {
            id: ServerId(Uuid::now_v7()),
            name: self.name.clone(),
            launch: Launch::Remote { url: format!("{}{path}", self.url), headers: vec![] },
            protocol: Protocol::Auto,
            sampling: true,
            elicitation: true,
            roots: None,
            sampling_tools: true,
            log_level: None,
        }
    }

    /// Waits until it writes a line with this in it; lines before it are forgotten.
    pub(crate) async fn noted(&self, part: &str) {
        let mut lines = self.lines.lock().await;
        let noted = async {
            while let Some(line) = lines.recv().await {
                if line.contains(part) {
                    return;
                }
            }
            panic!("it ended and never wrote “{part}”");
        };
        tokio::time::timeout(PATIENCE, noted).await.expect("it writes the line");
    }

    pub(crate) fn kill(&self) {
        let mut child = self.child.lock().unwrap();
        child.kill().expect("it can be killed");
        child.wait().expect("it ends");
    }

    /// The same again, on the same port.
    pub(crate) fn restart(&self) -> Self {
        self.kill();
        let port = self.url.rsplit(':').next().unwrap().trim_end_matches("/mcp");
        let mut command = self.command.clone();
        let place = command.iter().position(|part| part == "--http").expect("it takes a port");
        port.clone_into(&mut command[place + 1]);
        Self::start(&self.name, "/mcp", command)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let mut child = self.child.lock().unwrap();
        // One that was killed already is none the worse for it.
        let _ = child.kill();
        let _ = child.wait();
    }
}
