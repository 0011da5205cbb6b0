//! Both gates in a terminal: shown in full, then asked.

use std::io::IsTerminal;
use std::path::Path;

use domain::content::ResultContent;
use domain::exchange::Outcome;
use domain::prompt::ToolChoice;
use domain::reply::{PERSON, ReplyRemark};
use domain::{Content, Exchange, ExchangeId, Fault, Oddity, Prompt, Reply, State, Target, What};
use engine::Engine;
use engine::view::{AppEvent, Decision, Span};
use tokio::io::{AsyncBufReadExt, BufReader, Stdin};
use tokio::sync::mpsc::UnboundedReceiver;

use crate::clock::Clock;
use crate::screen::{complain, say, visible};
use crate::{editor, screen};

/// Decides for the person at this terminal, until the engine goes away.
pub(crate) struct Asker<'a> {
    pub(crate) engine: &'a Engine,
    /// Who is to write.
    pub(crate) target: Target,
    /// The reply, where the person gave it with the command.
    pub(crate) reply: Option<&'a str>,
    /// Whether everything is signed without asking.
    pub(crate) sign_all: bool,
    /// For files to edit.
    pub(crate) folder: &'a Path,
    /// What stands still while the person decides.
    pub(crate) clock: &'a Clock,
}

impl Asker<'_> {
    /// Decides whatever comes to the desk.
    pub(crate) async fn decide_all(&self, mut events: UnboundedReceiver<AppEvent>) {
        let mut input = BufReader::new(tokio::io::stdin());
        while let Some(event) = events.recv().await {
            let outcome = self.clock.stopped(self.decide(event, &mut input)).await;
            if let Err(fault) = outcome {
                complain(&fault.message);
            }
        }
    }

    async fn decide(&self, event: AppEvent, input: &mut BufReader<Stdin>) -> Result<(), Fault> {
        if let AppEvent::Elicitation { elicitation } = &event {
            return self.at_question(elicitation, input).await;
        }
        if let AppEvent::Call { call } = &event {
            return self.at_pause(call, input).await;
        }
        let AppEvent::Exchange { exchange } = event else { return Ok(()) };
        if exchange.state == State::PromptReview {
            self.at_prompt_gate(exchange.id, input).await
        } else if exchange.state == State::ReplyReview {
            self.at_reply_gate(exchange.id, input).await
        } else {
            Ok(())
        }
    }

    async fn at_prompt_gate(
        &self,
        id: ExchangeId,
        input: &mut BufReader<Stdin>,
    ) -> Result<(), Fault> {
        let exchange = self.engine.get_exchange(id).await?.exchange;
        let seen = exchange.events();
        let sign = |edited: Option<Prompt>| Decision::SignPrompt {
            target: self.target.clone(),
            edited: edited.map(Box::new),
            span: Span::Once,
        };
        if self.sign_all {
            return self.engine.decide_exchange(id, seen, sign(None)).await;
        }
        if !std::io::stdin().is_terminal() {
            return self.refuse_unattended(id, seen).await;
        }
        show_prompt(&exchange, exchange.prompt());
        let mut edited: Option<Prompt> = None;
        loop {
            let decision = match question("Sign this prompt?", input).await {
                Answer::Sign => sign(edited.clone()),
                Answer::Edit => {
                    let current = edited.as_ref().unwrap_or_else(|| exchange.prompt());
                    match editor::prompt(self.folder, current).await {
                        Ok(Some(new)) => {
                            show_prompt(&exchange, &new);
                            edited = Some(new);
                        }
                        Ok(None) => say("Nothing was changed."),
                        Err(fault) => complain(&fault.message),
                    }
                    continue;
                }
                Answer::Refuse(reason) => Decision::Refuse { reason },
            };
            match self.engine.decide_exchange(id, seen, decision).await {
                Err(fault) if fault.code == domain::FaultCode::Invalid => complain(&fault.message),
                outcome => return outcome,
            }
        }
    }

    async fn at_reply_gate(
        &self,
        id: ExchangeId,
        input: &mut BufReader<Stdin>,
    ) -> Result<(), Fault> {
        let exchange = self.engine.get_exchange(id).await?.exchange;
        let seen = exchange.events();
        let attempt = u32::try_from(exchange.attempts.len().saturating_sub(1)).unwrap_or(u32::MAX);
        let said = match exchange.attempts.last().map(|attempt| &attempt.outcome) {
            Some(Outcome::Reply { reply }) => reply.as_ref().clone(),
            Some(Outcome::Fault { fault, .. }) => {
                complain(&fault.message);
                if fault.code == domain::FaultCode::KeyRejected {
                    complain("Name the variable that holds the key: --key-env VARIABLE.");
                }
                let reason = Some(fault.message.clone());
                return self.engine.decide_exchange(id, seen, Decision::Refuse { reason }).await;
            }
            None => return Ok(()),
        };
        let mut edited = self.reply.map(|text| editor::with_text(&said, text));
        let sign = |edited: Option<Reply>, despite| Decision::SignReply {
            attempt,
            edited: edited.map(Box::new),
            despite,
        };
        let mut wrong = self.wrong_with(id, edited.as_ref().unwrap_or(&said)).await?;
        if self.sign_all {
            return self.engine.decide_exchange(id, seen, sign(edited, wrong)).await;
        }
        if !std::io::stdin().is_terminal() {
            return self.refuse_unattended(id, seen).await;
        }
        show_reply(edited.as_ref().unwrap_or(&said), &wrong);
        loop {
            let decision = match question("Return this reply?", input).await {
                Answer::Sign => sign(edited.clone(), wrong.clone()),
                Answer::Edit => {
                    match editor::reply(self.folder, edited.as_ref().unwrap_or(&said)).await {
                        Ok(Some(new)) => {
                            wrong = self.wrong_with(id, &new).await?;
                            show_reply(&new, &wrong);
                            edited = Some(new);
                        }
                        Ok(None) => say("Nothing was changed."),
                        Err(fault) => complain(&fault.message),
                    }
                    continue;
                }
                Answer::Refuse(reason) => Decision::Refuse { reason },
            };
            return self.engine.decide_exchange(id, seen, decision).await;
        }
    }

    /// What to notice about a reply as it would be signed.
    async fn wrong_with(&self, id: ExchangeId, reply: &Reply) -> Result<Vec<ReplyRemark>, Fault> {
        self.engine.check_reply(id, Box::new(reply.clone())).await
    }

    /// Nobody can be asked here, so the answer is no.
    async fn refuse_unattended(&self, id: ExchangeId, seen: u32) -> Result<(), Fault> {
        say("Refused: there is no terminal to ask at. Use --sign all to sign everything in a run.");
        let reason = Some("nobody is there to decide".to_string());
        self.engine.decide_exchange(id, seen, Decision::Refuse { reason }).await
    }
}

enum Answer {
    Sign,
    Edit,
    Refuse(Option<String>),
}

/// Asks until the answer is one of those offered. The end of input is a no.
async fn question(what: &str, input: &mut BufReader<Stdin>) -> Answer {
    loop {
        say(&format!("{what} [s]ign, [e]dit, [r]efuse:"));
        let Some(line) = line(input).await else { return Answer::Refuse(None) };
        match line.trim() {
            "s" | "sign" => return Answer::Sign,
            "e" | "edit" => return Answer::Edit,
            "r" | "refuse" => {
                say("Why? (the server is told; empty for no reason)");
                let reason = line_or_nothing(input).await;
                return Answer::Refuse(reason);
            }
            _ => say("Please answer with s, e or r."),
        }
    }
}

pub(crate) async fn line(input: &mut BufReader<Stdin>) -> Option<String> {
    let mut line = String::new();
    match input.read_line(&mut line).await {
        Ok(0) | Err(_) => None,
        Ok(_) => Some(line),
    }
}

pub(crate) async fn line_or_nothing(input: &mut BufReader<Stdin>) -> Option<String> {
    line(input).await.map(|text| text.trim().to_string()).filter(|text| !text.is_empty())
}

pub(crate) fn because(what: &What) -> String {
    let name = visible(what.name());
    match what {
        What::Tool { .. } => format!("because you ran {name}"),
        What::Prompt { .. } => format!("because you got the prompt {name}"),
        What::Resource { .. } => format!("because you read {name}"),
    }
}

fn show_prompt(exchange: &Exchange, prompt: &Prompt) {
    let cause = &exchange.cause;
    say(&format!("\n── {} asks a model ──", visible(&cause.server_name)));
    match &cause.call {
        Some(call) => {
            say(&because(&call.what));
            if let What::Tool { arguments, .. } = &call.what {
                say(&visible(&format!("with {}", serde_json::Value::Object(arguments.clone()))));
            }
        }
        None => say("although no call of yours was under way"),
    }
    if let Some(system) = &prompt.system {
        say(&format!("\n[system]\n{}", visible(system)));
    }
    for message in &prompt.messages {
        say(&format!(
            "\n[{}]",
            if message.role == domain::Role::User { "user" } else { "assistant" }
        ));
        message.content.iter().for_each(show_block);
    }
    say(&format!("\n[max tokens] {}", prompt.max_tokens));
    if let Some(temperature) = prompt.temperature {
        say(&format!("[temperature] {temperature}"));
    }
    if !prompt.stop_sequences.is_empty() {
        say(&format!("[stop at] {}", visible(&format!("{:?}", prompt.stop_sequences))));
    }
    for tool in &prompt.tools {
        say(&format!("[tool] {}", visible(&tool.name)));
        if let Some(description) = &tool.description {
            say(&visible(description));
        }
        say(&visible(&serde_json::Value::Object(tool.input_schema.clone()).to_string()));
    }
    match prompt.tool_choice {
        None | Some(ToolChoice::Auto) => {}
        Some(ToolChoice::Required) => say("[tools] it must use one"),
        Some(ToolChoice::None) => say("[tools] it must not use them"),
    }
    for oddity in &exchange.oddities {
        say(&format!("[odd] {}", visible(&oddity_words(oddity))));
    }
    say("");
}

fn oddity_words(oddity: &Oddity) -> String {
    match oddity {
        Oddity::Fraction { field } => format!("{field} has a fraction; taken as a whole number"),
        Oddity::Endless { field } => format!("{field} is too large; the largest number is taken"),
        Oddity::Priority { field } => format!("{field} is not between 0 and 1"),
        Oddity::BareText { field } => format!("{field} is a bare text; taken as a text block"),
        Oddity::Base64 { field } => format!("{field} is base64 of another spelling; put right"),
        Oddity::MimeType { field, given, taken } => {
            format!("{field} says {given}, but the data is {taken}, which is taken")
        }
        Oddity::Unknown { field } => format!("{field} is not known; no model is given it"),
        Oddity::Newer { field } => format!("{field} is newer than the protocol agreed on; taken"),
        Oddity::More { count } => format!("and {count} more"),
    }
}

fn show_reply(reply: &Reply, remarks: &[ReplyRemark]) {
    let by = match reply.model.as_str() {
        PERSON => "your reply".to_owned(),
        model => format!("reply of {}", visible(model)),
    };
    say(&format!("\n── {by} ──\n"));
    reply.content.iter().for_each(show_block);
    for remark in remarks {
        say(&format!("[notice] {}", visible(&remark.to_string())));
    }
    say("");
}

fn show_block(block: &Content) {
    match block {
        Content::Text { text, .. } => say(&screen::visible(text)),
        Content::Image { data, mime_type, .. } | Content::Audio { data, mime_type, .. } => {
            say(&format!("({}, {} bytes as base64)", visible(mime_type), data.len()));
        }
        Content::ToolUse { id, name, input, .. } => {
            let input = serde_json::Value::Object(input.clone()).to_string();
            say(&format!("(uses {} as {}) {}", visible(name), visible(id), visible(&input)));
        }
        Content::ToolResult { tool_use_id, content, structured, is_error, .. } => {
            let failed = if *is_error == Some(true) { ", which failed" } else { "" };
            say(&format!("(result of {}{failed})", visible(tool_use_id)));
            if let Some(structured) = structured {
                say(&visible(&structured.to_string()));
            }
            for inner in content {
                if let ResultContent::Text { text, .. } = inner {
                    say(&visible(text));
                } else {
                    say(&visible(&serde_json::to_string(inner).unwrap_or_default()));
                }
            }
        }
    }
}
