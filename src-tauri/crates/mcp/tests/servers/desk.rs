//! A host as small as can be that goes the real way: nothing is answered without two signatures.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use domain::exchange::{Timing, Withdrawal};
use domain::features::ListKind;
use domain::reply::StopReason;
use domain::{
    Answer, Answered, Asked, CallId, Cause, Content, Countersigned, Elicitation, ElicitationId,
    Event, Exchange, ExchangeId, Fault, Limits, Passed, Prompt, Question, Reply, ServerId, Signer,
    Target, Timestamp, Tool,
};
use futures_util::future::BoxFuture;
use mcp::{Declined, Ended, Host, LogLine, Progress};
use tokio::sync::{Semaphore, mpsc};
use uuid::Uuid;

/// No test waits longer than this for anything.
pub(crate) const PATIENCE: Duration = Duration::from_mins(1);

/// What a desk does with a request.
#[derive(Clone)]
pub(crate) enum Decision {
    /// Signs, and answers with this.
    Reply(&'static str),
    /// Signs, and answers with these blocks.
    Write(Vec<Content>),
    /// Signs, and answers with the last text of the prompt.
    Echo,
    /// As `Reply`, once there is a permit.
    ReplyOnce(Arc<Semaphore>, &'static str),
    /// Signs an answer only after nobody waits any more.
    ReplyLate,
    /// Refuses.
    Refuse(Option<&'static str>),
    /// Fails.
    Fail(Fault),
    /// Waits until nobody waits any more.
    Wait,
}

/// What a desk was told.
#[derive(Debug)]
pub(crate) enum Told {
    Asked(Box<Cause>, Box<Prompt>),
    Refused(Box<Cause>, String, Fault),
    Ended(Withdrawal),
    Log(LogLine),
    Tools(Vec<Tool>),
    List(ListKind),
    Updated(String),
    Progress(CallId, Progress),
    Questioned(Box<Cause>, Box<Question>),
    VisitOver(String),
    GaveUp(Duration),
}

/// What a desk answers to a question; `None`: it waits until nobody waits any more.
type AnswerTo = dyn Fn(&Question) -> Option<Answer> + Send + Sync;

type Decide = dyn Fn(&Cause, &Prompt) -> Decision + Send + Sync;

pub(crate) struct Desk {
    decide: Box<Decide>,
    tell: mpsc::UnboundedSender<Told>,
    /// The folders that servers may be told.
    pub(crate) roots: Mutex<Vec<String>>,
    open: AtomicUsize,
    answer: Mutex<Box<AnswerTo>>,
    /// How many rounds a call may take.
    pub(crate) rounds: Mutex<u32>,
}

/// The other side of a desk.
pub(crate) struct Watch {
    told: mpsc::UnboundedReceiver<Told>,
    kept: VecDeque<Told>,
}

pub(crate) fn desk(decision: Decision) -> (Arc<Desk>, Watch) {
    desk_that(move |_, _| decision.clone())
}

pub(crate) fn desk_that(
    decide: impl Fn(&Cause, &Prompt) -> Decision + Send + Sync + 'static,
) -> (Arc<Desk>, Watch) {
    let (tell, told) = mpsc::unbounded_channel();
    let desk = Desk {
        decide: Box::new(decide),
        tell,
        roots: Mutex::default(),
        open: AtomicUsize::new(64),
        answer: Mutex::new(Box::new(|_| None)),
        rounds: Mutex::new(u32::MAX),
    };
    (Arc::new(desk), Watch { told, kept: VecDeque::new() })
}

impl Watch {
    /// Waits for the first thing told that `pick` takes; what it leaves stays for later.
    pub(crate) async fn wait_for<T>(&mut self, pick: impl Fn(&Told) -> Option<T>) -> T {
        if let Some(place) = self.kept.iter().position(|told| pick(told).is_some()) {
            let told = self.kept.remove(place).unwrap();
            return pick(&told).unwrap();
        }
        let next = async {
            loop {
                let told = self.told.recv().await.expect("the desk is still there");
                match pick(&told) {
                    Some(picked) => return picked,
                    None => self.kept.push_back(told),
                }
            }
        };
        let Ok(picked) = tokio::time::timeout(PATIENCE, next).await else {
            panic!("it was never told; only {:?}", self.kept);
        };
        picked
    }

    pub(crate) async fn asked(&mut self) -> (Cause, Prompt) {
        self.wait_for(|told| {
            let Told::Asked(cause, prompt) = told else { return None };
            Some((cause.as_ref().clone(), prompt.as_ref().clone()))
        })
        .await
    }

    pub(crate) async fn questioned(&mut self) -> (Cause, Question) {
        self.wait_for(|told| {
            let Told::Questioned(cause, question) = told else { return None };
            Some((cause.as_ref().clone(), question.as_ref().clone()))
        })
        .await
    }

    pub(crate) async fn refused(&mut self) -> (Cause, String, Fault) {
        self.wait_for(|told| {
            let Told::Refused(cause, raw, fault) = told else { return None };
            Some((cause.as_ref().clone(), raw.clone(), fault.clone()))
        })
        .await
    }

    pub(crate) async fn ended(&mut self) -> Withdrawal {
        self.wait_for(|told| if let Told::Ended(why) = told { Some(*why) } else { None }).await
    }

    /// After how long a server gave up.
    pub(crate) async fn gave_up(&mut self) -> Duration {
        self.wait_for(|told| if let Told::GaveUp(after) = told { Some(*after) } else { None }).await
    }

    pub(crate) async fn logged(&mut self, part: &str) -> LogLine {
        self.wait_for(|told| {
            let Told::Log(line) = told else { return None };
            line.text.contains(part).then(|| line.clone())
        })
        .await
    }

    /// Waits until the tools are told anew, with this one among them.
    pub(crate) async fn tools_with(&mut self, name: &str) {
        self.wait_for(|told| {
            let Told::Tools(tools) = told else { return None };
            tools.iter().any(|tool| tool.name == name).then_some(())
        })
        .await;
    }

    pub(crate) async fn updated(&mut self) -> String {
        let uri =
            |told: &Told| if let Told::Updated(uri) = told { Some(uri.clone()) } else { None };
        self.wait_for(uri).await
    }

    /// Waits until this list is told to be another.
    pub(crate) async fn list(&mut self, kind: ListKind) {
        let is = |told: &Told| matches!(told, Told::List(list) if *list == kind).then_some(());
        self.wait_for(is).await;
    }

    /// Everything that was told and not yet waited for.
    pub(crate) fn rest(mut self) -> Vec<Told> {
        let mut rest: Vec<_> = self.kept.drain(..).collect();
        while let Ok(told) = self.told.try_recv() {
            rest.push(told);
        }
        rest
    }
}

impl Host for Desk {
    fn sample(
        &self,
        cause: Cause,
        asked: Asked,
        ended: Ended,
    ) -> BoxFuture<'_, Result<Countersigned<Reply>, Declined>> {
        Box::pin(async move {
            let prompt = asked.prompt;
            let decision = (self.decide)(&cause, &prompt);
            self.tell(Told::Asked(Box::new(cause.clone()), Box::new(prompt.clone())));
            let text = match decision {
                Decision::Write(content) => return Ok(countersign(cause, prompt, content)),
                Decision::Reply(text) => text.to_owned(),
                Decision::Echo => prompt.preview(usize::MAX),
                Decision::ReplyOnce(permit, text) => {
                    tokio::select! {
                        permit = permit.acquire() => permit.unwrap().forget(),
                        why = ended.wait() => return self.withdrawn(why),
                    }
                    text.to_owned()
                }
                Decision::ReplyLate => {
                    self.tell(Told::Ended(ended.wait().await));
                    "too late".to_owned()
                }
                Decision::Refuse(reason) => {
                    return Err(Declined::Refused { reason: reason.map(str::to_owned) });
                }
                Decision::Fail(fault) => return Err(Declined::Failed(fault)),
                Decision::Wait => return self.withdrawn(ended.wait().await),
            };
            Ok(countersign(cause, prompt, vec![Content::text(text)]))
        })
    }

    fn refused(&self, cause: Cause, raw: String, fault: Fault) -> BoxFuture<'_, ()> {
        Box::pin(async move { self.tell(Told::Refused(Box::new(cause), raw, fault)) })
    }

    fn elicit(
        &self,
        cause: Cause,
        question: Question,
        ended: Ended,
    ) -> BoxFuture<'_, Result<Answered, Declined>> {
        Box::pin(async move {
            self.tell(Told::Questioned(Box::new(cause.clone()), Box::new(question.clone())));
            let answer = (self.answer.lock().unwrap())(&question);
            let Some(answer) = answer else {
                self.tell(Told::Ended(ended.wait().await));
                return Err(Declined::Withdrawn);
            };
            let id = ElicitationId(Uuid::now_v7());
            let mut asked = Elicitation::receive(id, cause, question, Timestamp(0));
            if let (Question::Url { .. }, Answer::Accept { .. }) = (&asked.question, &answer)
                && let Some(answered) = asked.open(Timestamp(1)).unwrap()
            {
                return Ok(answered);
            }
            Ok(asked.answer(answer, Timestamp(1)).expect("an answer that fits"))
        })
    }

    fn refused_question(&self, cause: Cause, raw: String, fault: Fault) -> BoxFuture<'_, ()> {
        Box::pin(async move { self.tell(Told::Refused(Box::new(cause), raw, fault)) })
    }

    fn visit_over(&self, _: ServerId, name: String) {
        self.tell(Told::VisitOver(name));
    }

    fn go_on(&self, _: CallId, rounds: u32) -> BoxFuture<'_, bool> {
        let most = *self.rounds.lock().unwrap();
        Box::pin(async move { rounds < most })
    }

    fn roots(&self, _: ServerId) -> Vec<String> {
        self.roots.lock().unwrap().clone()
    }

    fn limits(&self) -> Limits {
        Limits { open: self.open.load(Ordering::Relaxed), ..Limits::SOUND }
    }

    fn gave_up(&self, _: ServerId, after: Duration) {
        self.tell(Told::GaveUp(after));
    }

    fn log(&self, _: ServerId, line: LogLine) {
        self.tell(Told::Log(line));
    }

    fn tools_changed(&self, _: ServerId, tools: Vec<Tool>) {
        self.tell(Told::Tools(tools));
    }

    fn list_changed(&self, _: ServerId, list: ListKind) {
        self.tell(Told::List(list));
    }

    fn resource_updated(&self, _: ServerId, uri: String) {
        self.tell(Told::Updated(uri));
    }

    fn progress(&self, call: CallId, progress: Progress) {
        self.tell(Told::Progress(call, progress));
    }
}

impl Desk {
    /// Lets each server have so many requests open from now on.
    pub(crate) fn allow_open(&self, most: usize) {
        self.open.store(most, Ordering::Relaxed);
    }

    /// Answers questions so from now on.
    pub(crate) fn answers(
        &self,
        answer: impl Fn(&Question) -> Option<Answer> + Send + Sync + 'static,
    ) {
        *self.answer.lock().unwrap() = Box::new(answer);
    }

    fn tell(&self, told: Told) {
        // Nobody listens any more once the test is over.
        let _ = self.tell.send(told);
    }

    fn withdrawn(&self, why: Withdrawal) -> Result<Countersigned<Reply>, Declined> {
        self.tell(Told::Ended(why));
        Err(Declined::Withdrawn)
    }
}

/// Through both gates, signed by a person, as in the app.
fn countersign(cause: Cause, prompt: Prompt, content: Vec<Content>) -> Countersigned<Reply> {
    let reply = Reply {
        content,
        model: "test-model".into(),
        stop_reason: StopReason::EndTurn,
        usage: None,
        request_id: None,
    };
    let (mut exchange, _) = Exchange::receive(ExchangeId(Uuid::now_v7()), cause, prompt);
    let mut passed = Passed::Nothing;
    for event in [
        Event::Presented,
        Event::PromptSigned {
            by: Signer::Person,
            target: Target::Person,
            edited: None,
            digest: None,
        },
        Event::Drafted {
            reply: Arc::new(reply),
            timing: Timing::default(),
            beside: domain::Beside::default(),
        },
        Event::ReplySigned { by: Signer::Person, attempt: 0, edited: None, despite: vec![] },
    ] {
        passed = exchange.apply(event).unwrap();
    }
    let Passed::Reply(reply) = passed else { panic!("a signed reply passes") };
    reply
}
