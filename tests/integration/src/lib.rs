//! The engine without a window: a throw-away profile, real servers, real providers' stand-ins.
//!
//! [`House`] is what a test holds: the engine, and what its window would see.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on ends there, with the sentence that says why"
)]

use std::future::Future;
use std::path::{Path, PathBuf};
use std::time::Duration;

use domain::elicitation::Standing;
use domain::history::Summary;
use domain::server::{EnvSetting, LaunchSettings, ServerSettings};
use domain::{
    AccountId, CallId, Elicitation, ExchangeId, Fault, ModelRef, Protocol, ProviderKind, ServerId,
    State, Target,
};
use engine::view::{
    Access, AccountEdit, AppEvent, CallState, Decision, ExchangeDetail, ServerView, Span,
};
use engine::{Attendance, Engine, Options, Place};
use provider_doubles::Aimock;
use serde_json::Value;
use tempfile::TempDir;
use tokio::sync::mpsc::UnboundedReceiver;

/// How long anything may take before a test says that it hangs.
pub const PATIENCE: Duration = Duration::from_mins(1);

/// An engine and what its window would see.
pub struct House {
    /// The engine.
    pub engine: Engine,
    events: UnboundedReceiver<AppEvent>,
    seen: Vec<Summary>,
    asked: Vec<Elicitation>,
    /// Held so that it goes with the test.
    _folder: TempDir,
}

/// A house in which the demo server may use one model, of a provider's stand-in.
pub struct Scene {
    /// The house.
    pub house: House,
    /// The stand-in.
    pub stand_in: Aimock,
    /// The demo server.
    pub server: ServerId,
    /// The model that it may use.
    pub model: ModelRef,
}

impl Scene {
    /// Sets it up; `own` is a program of ours.
    ///
    /// # Panics
    /// When it cannot be set up.
    pub async fn open(own: &Path, protocol: Protocol, kind: ProviderKind) -> Self {
        let stand_in = Aimock::start().expect("aimock starts");
        let house = House::open(own).await;
        let server = house.demo(protocol).await;
        let url = match kind {
            ProviderKind::Anthropic | ProviderKind::Ollama => stand_in.url().to_string(),
            ProviderKind::Openai | ProviderKind::OpenaiResponses => stand_in.openai_url(),
            ProviderKind::Gemini => stand_in.gemini_url(),
            // A program is at no address.
            ProviderKind::Command => String::new(),
        };
        let account = house.account(kind, &url).await;
        let model = house.grant(server, account, "claude-haiku-5-5").await;
        Self { house, stand_in, server, model }
    }
}

/// Waits for a future, but not for ever.
///
/// # Panics
/// When it takes longer than [`PATIENCE`].
pub async fn soon<T>(what: &str, future: impl Future<Output = T>) -> T {
    let Ok(done) = tokio::time::timeout(PATIENCE, future).await else {
        panic!("{what} did not happen within {PATIENCE:?}")
    };
    done
}

impl House {
    /// Opens an engine on a throw-away profile; `own` is a program of ours.
    ///
    /// # Panics
    /// When it cannot be opened.
    pub async fn open(own: &Path) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the profile");
        let engine = Engine::start(Options {
            place: Place::ThrowAway(folder.path().to_path_buf()),
            attendance: Attendance::Person,
            own: own.to_path_buf(),
        });
        soon("opening", engine.opened()).await.expect("the profile opens");
        let (_, events) = engine.subscribe();
        Self { engine, events, seen: Vec::new(), asked: Vec::new(), _folder: folder }
    }

    /// Installs and starts the demo server.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn demo(&self, protocol: Protocol) -> ServerId {
        self.start("demo", LaunchSettings::Demo, protocol).await
    }

    /// Installs and starts a program as a server.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn program(&self, command: &Path, args: &[PathBuf], protocol: Protocol) -> ServerId {
        let launch = LaunchSettings::Program {
            command: command.display().to_string(),
            args: args.iter().map(|arg| arg.display().to_string()).collect(),
            env: Vec::<EnvSetting>::new(),
            cwd: None,
        };
        self.start("program", launch, protocol).await
    }

    async fn start(&self, name: &str, launch: LaunchSettings, protocol: Protocol) -> ServerId {
        let settings = ServerSettings {
            name: name.into(),
            launch,
            protocol,
            sampling: true,
            elicitation: true,
            roots: None,
            sampling_tools: true,
            log_level: None,
        };
        let id = self.engine.save_server(None, settings).await.expect("it can be kept");
        soon("the start", self.engine.start_server(id)).await.expect("it starts");
        id
    }

    /// Keeps an account at a stand-in.
    ///
    /// # Panics
    /// When it cannot be kept.
    pub async fn account(&self, kind: ProviderKind, base_url: &str) -> AccountId {
        let edit = AccountEdit {
            id: None,
            name: "stand-in".into(),
            kind,
            headers: Vec::new(),
            program: None,
            base_url: base_url.into(),
            key: Some("key-of-the-test".to_string().into()),
        };
        self.engine.keep_account(edit).await.expect("the account can be kept")
    }

    /// Grants a server one model of an account.
    ///
    /// # Panics
    /// When it cannot be granted.
    pub async fn grant(&self, server: ServerId, account: AccountId, model: &str) -> ModelRef {
        let model = ModelRef { account, model: model.into() };
        self.engine
            .set_grant(server, Access::to(vec![model.clone()]))
            .await
            .expect("it can be granted");
        model
    }

    /// Runs a tool.
    ///
    /// # Panics
    /// When it cannot be run.
    pub async fn run(&self, server: ServerId, tool: &str, arguments: Value) -> CallId {
        let Value::Object(arguments) = arguments else { panic!("arguments are an object") };
        self.engine.run_tool(server, tool.into(), arguments).await.expect("it runs")
    }

    /// How a call ended.
    ///
    /// # Panics
    /// When it does not end.
    pub async fn ended(&self, call: CallId) -> CallState {
        soon("the end of the call", self.engine.finished_call(call)).await.expect("it is known")
    }

    /// The tool result of a call: its first text, and whether it is an error.
    ///
    /// # Panics
    /// When the call did not get a result.
    pub async fn result(&self, call: CallId) -> (String, bool) {
        let state = self.ended(call).await;
        let CallState::Done { result, is_error } = state else { panic!("no result: {state:?}") };
        (result["content"][0]["text"].as_str().unwrap_or_default().to_string(), is_error)
    }

    /// Waits until some exchange comes to a state that `wanted` wants. Each arrival is found once.
    ///
    /// # Panics
    /// When none does.
    pub async fn until(&mut self, what: &str, wanted: impl Fn(&State) -> bool) -> ExchangeId {
        if let Some(place) = self.seen.iter().position(|summary| wanted(&summary.state)) {
            return self.seen.remove(place).id;
        }
        soon(what, async {
            loop {
                match self.events.recv().await {
                    Some(AppEvent::Exchange { exchange }) if wanted(&exchange.state) => {
                        return exchange.id;
                    }
                    Some(AppEvent::Exchange { exchange }) => self.seen.push(*exchange),
                    Some(AppEvent::Elicitation { elicitation }) => self.asked.push(*elicitation),
                    Some(_) => {}
                    None => panic!("the engine went away"),
                }
            }
        })
        .await
    }

    /// Waits for a card at the prompt gate.
    pub async fn prompt_gate(&mut self) -> ExchangeDetail {
        let id = self.until("a prompt to sign", |state| *state == State::PromptReview).await;
        self.look(id).await
    }

    /// Waits for a card at the reply gate.
    pub async fn reply_gate(&mut self) -> ExchangeDetail {
        let id = self.until("a reply to sign", |state| *state == State::ReplyReview).await;
        self.look(id).await
    }

    /// Waits until some question stands as `wanted` wants. Each arrival is found once.
    ///
    /// # Panics
    /// When none does.
    pub async fn question(
        &mut self,
        what: &str,
        wanted: impl Fn(&Standing) -> bool,
    ) -> Elicitation {
        if let Some(place) = self.asked.iter().position(|one| wanted(one.standing())) {
            return self.asked.remove(place);
        }
        soon(what, async {
            loop {
                match self.events.recv().await {
                    Some(AppEvent::Elicitation { elicitation })
                        if wanted(elicitation.standing()) =>
                    {
                        return *elicitation;
                    }
                    Some(AppEvent::Elicitation { elicitation }) => self.asked.push(*elicitation),
                    Some(AppEvent::Exchange { exchange }) => self.seen.push(*exchange),
                    Some(_) => {}
                    None => panic!("the engine went away"),
                }
            }
        })
        .await
    }

    /// Waits until a call pauses, and says after how many rounds.
    ///
    /// # Panics
    /// When it does not.
    pub async fn paused(&mut self, call: CallId) -> u32 {
        soon("the pause", async {
            loop {
                match self.events.recv().await {
                    Some(AppEvent::Call { call: view }) if view.id == call => {
                        if let CallState::Running { paused: Some(rounds), .. } = view.state {
                            return rounds;
                        }
                    }
                    Some(AppEvent::Elicitation { elicitation }) => self.asked.push(*elicitation),
                    Some(AppEvent::Exchange { exchange }) => self.seen.push(*exchange),
                    Some(_) => {}
                    None => panic!("the engine went away"),
                }
            }
        })
        .await
    }

    /// Waits until a model has written something for an exchange.
    ///
    /// # Panics
    /// When it does not.
    pub async fn first_text(&mut self, id: ExchangeId) {
        soon("the first text", async {
            loop {
                match self.events.recv().await {
                    Some(AppEvent::Delta { exchange, .. }) if exchange == id => return,
                    Some(AppEvent::Exchange { exchange }) => self.seen.push(*exchange),
                    Some(AppEvent::Elicitation { elicitation }) => self.asked.push(*elicitation),
                    Some(_) => {}
                    None => panic!("the engine went away"),
                }
            }
        })
        .await;
    }

    /// Waits until a server says so about the progress of a call.
    ///
    /// # Panics
    /// When it does not.
    pub async fn progress(&mut self, part: &str) -> String {
        soon(part, async {
            loop {
                match self.events.recv().await {
                    Some(AppEvent::Call { call }) => {
                        if let CallState::Running { progress: Some(progress), .. } = call.state
                            && let Some(message) = progress.message
                            && message.contains(part)
                        {
                            return message;
                        }
                    }
                    Some(AppEvent::Exchange { exchange }) => self.seen.push(*exchange),
                    Some(_) => {}
                    None => panic!("the engine went away"),
                }
            }
        })
        .await
    }

    /// Waits until a server is as `wanted` wants it.
    ///
    /// # Panics
    /// When it never is.
    pub async fn server(&mut self, what: &str, wanted: impl Fn(&ServerView) -> bool) -> ServerView {
        soon(what, async {
            loop {
                match self.events.recv().await {
                    Some(AppEvent::Server { server }) if wanted(&server) => return *server,
                    Some(AppEvent::Exchange { exchange }) => self.seen.push(*exchange),
                    Some(_) => {}
                    None => panic!("the engine went away"),
                }
            }
        })
        .await
    }

    /// One exchange in full.
    ///
    /// # Panics
    /// When it does not exist.
    pub async fn look(&self, id: ExchangeId) -> ExchangeDetail {
        self.engine.get_exchange(id).await.expect("it exists")
    }

    /// Decides on a card as it was seen.
    ///
    /// # Errors
    /// What the desk says.
    pub async fn decide(&self, seen: &ExchangeDetail, decision: Decision) -> Result<(), Fault> {
        let exchange = &seen.exchange;
        self.engine.decide_exchange(exchange.id, exchange.events(), decision).await
    }
}

/// Sign the prompt as it is, for a model.
pub fn sign_for(model: &ModelRef) -> Decision {
    let target = Target::Model { model: model.clone() };
    Decision::SignPrompt { target, edited: None, span: Span::Once }
}

/// Answer by hand.
pub fn by_hand() -> Decision {
    Decision::SignPrompt { target: Target::Person, edited: None, span: Span::Once }
}

/// Sign the first reply, perhaps with another text.
pub fn sign_reply(seen: &ExchangeDetail, text: Option<&str>) -> Decision {
    let attempt = u32::try_from(seen.exchange.attempts.len()).unwrap_or(1) - 1;
    let said = match &seen.exchange.attempts.last().map(|attempt| &attempt.outcome) {
        Some(domain::exchange::Outcome::Reply { reply }) => Some(reply.as_ref().clone()),
        Some(domain::exchange::Outcome::Fault { .. }) | None => None,
    };
    let edited = text.zip(said).map(|(text, mut reply)| {
        reply.content = vec![domain::Content::text(text)];
        Box::new(reply)
    });
    Decision::SignReply { attempt, edited, despite: vec![] }
}
