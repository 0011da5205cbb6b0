//! What a server wants before a call can go on: one round of pulled requests.

use domain::cause::Round as Place;
use domain::{Asked, Cause, Door, Era, Fault, FaultCode, Question};
use rmcp::model::ErrorData;
use serde_json::{Map, Value, json};

use super::Calling;
use crate::messages::take;
use crate::{clock, elicitation, roots};

/// The error of a call that needs pages to be visited first. Source: MCP 2025-11-25, URL mode
/// elicitation; gone in 2026-07-28.
const PAGES: i32 = -32042;

/// What a server wants before it can go on.
pub(super) struct Round {
    /// Its requests, in its order.
    pub(super) entries: Vec<Entry>,
    /// What it wants back, byte for byte.
    pub(super) state: Option<String>,
    /// Whether the answers are sent. Those to the error that names pages are not: the call is then
    /// simply made again.
    pub(super) sends: bool,
}

/// One request of a round.
pub(super) struct Entry {
    /// Where it stands in the round, and under which key.
    pub(super) place: Place,
    pub(super) want: Want,
}

/// What a request of a round is answered with.
pub(super) enum Want {
    /// A reply of a model, or of the person in its place.
    Reply(Box<Asked>),
    /// An answer of the person.
    Answer(Box<Question>),
    /// This, without asking anybody.
    Known(Value),
}

impl Calling {
    /// Reads an `input_required` result. Nobody is asked for a reply unless all that it takes one
    /// for was offered and can be represented, since the protocol knows no answer that means "no".
    /// A question has such an answer, so one that cannot be put to anybody gets it.
    pub(super) async fn read(&self, mut result: Value, number: u32) -> Result<Round, Fault> {
        let state: Option<String> = serde_json::from_value(take(&mut result, "requestState"))
            .map_err(|_| self.wrong("its requestState is not a string"))?;
        let requests: Option<Map<String, Value>> =
            serde_json::from_value(take(&mut result, "inputRequests"))
                .map_err(|_| self.wrong("its inputRequests are not an object"))?;
        let requests = requests.unwrap_or_default();
        if requests.is_empty() && state.is_none() {
            return Err(self.wrong("it does not say what"));
        }
        let places = self.places(requests.len(), number)?;
        // First what ends the call, so that nothing is answered or kept of a round that is none.
        for (key, request) in &requests {
            match request["method"].as_str() {
                Some("sampling/createMessage") if self.link.offers.sampling => {}
                Some("elicitation/create" | "roots/list") => {}
                Some(method) => {
                    return Err(self.wrong(&format!("{method} was not offered to it")));
                }
                None => return Err(self.wrong(&format!("its request “{key}” has no method"))),
            }
        }
        let mut entries = Vec::with_capacity(requests.len());
        for (mut place, (key, mut request)) in places.zip(requests) {
            place.key = key;
            let params = take(&mut request, "params");
            let want = match request["method"].as_str() {
                Some("sampling/createMessage") => self.reply(&place, &params).await?,
                Some("elicitation/create") => self.question(&place, &params).await,
                Some(_) | None => self.folders(),
            };
            entries.push(Entry { place, want });
        }
        Ok(Round { entries, state, sends: true })
    }

    /// Whether an error of the call says which pages must be visited first, to a server that may ask.
    pub(super) fn wants_pages(&self, error: &ErrorData) -> bool {
        error.code.0 == PAGES
            && self.link.offers.elicitation
            && Era::of(&self.revision) == Era::Legacy
    }

    /// Reads the error that says which pages must be visited first.
    pub(super) async fn pages(&self, error: ErrorData, number: u32) -> Result<Round, Fault> {
        let mut data = error.data.unwrap_or_default();
        let Value::Array(pages) = take(&mut data, "elicitations") else {
            return Err(self.wrong("its error does not say which pages are to be visited"));
        };
        if pages.is_empty() {
            return Err(self.wrong("its error names no page to be visited"));
        }
        let mut entries = Vec::with_capacity(pages.len());
        for (mut place, page) in self.places(pages.len(), number)?.zip(pages) {
            place.key = place.place.to_string();
            match self.question(&place, &page).await {
                Want::Answer(question) if matches!(*question, Question::Url { .. }) => {
                    entries.push(Entry { place, want: Want::Answer(question) });
                }
                Want::Answer(_) | Want::Known(_) | Want::Reply(_) => {
                    return Err(self.wrong("its error names a page that cannot be visited"));
                }
            }
        }
        Ok(Round { entries, state: None, sends: false })
    }

    /// The places of a round that arrives now.
    fn places(&self, of: usize, number: u32) -> Result<impl Iterator<Item = Place> + use<>, Fault> {
        let most = self.link.host.limits().open;
        let too_many = || self.wrong(&format!("{of} things at once, and at most {most} are taken"));
        let of = u32::try_from(of).ok().filter(|_| of <= most).ok_or_else(too_many)?;
        let arrived_at = clock::now();
        Ok((0..of).map(move |place| Place { number, key: String::new(), of, place, arrived_at }))
    }

    async fn reply(&self, place: &Place, params: &Value) -> Result<Want, Fault> {
        match self.link.read(params, &self.revision) {
            Ok(asked) => Ok(Want::Reply(Box::new(asked))),
            Err(unfit) => {
                self.link.refuse(self.cause_of_pull(place.clone()), params, &unfit).await;
                Err(self.wrong(&format!("in its request “{}”, {unfit}", place.key)))
            }
        }
    }

    async fn question(&self, place: &Place, params: &Value) -> Want {
        let read = if self.link.offers.elicitation {
            elicitation::from_wire(params, &self.revision).map_err(|unfit| unfit.to_string())
        } else {
            Err("it was not offered to this server".to_owned())
        };
        match read {
            Ok(question) => Want::Answer(Box::new(question)),
            Err(why) => {
                self.link.refuse_question(self.cause_of_pull(place.clone()), params, &why).await;
                Want::Known(elicitation::cancelled())
            }
        }
    }

    /// The folders; none where that was not offered, which tells nothing.
    fn folders(&self) -> Want {
        if self.link.offers.roots {
            return Want::Known(roots::to_wire(&self.link));
        }
        self.link.log.remark("It asked for its folders, which was not offered, and was told: none");
        Want::Known(json!({ "roots": [] }))
    }

    fn wrong(&self, what: &str) -> Fault {
        let message =
            format!("“{}” asked for something that it cannot get: {what}.", self.call.name());
        Fault::new(FaultCode::CallFailed, message)
    }

    pub(super) fn cause_of_pull(&self, place: Place) -> Cause {
        Cause {
            server: self.link.server,
            server_name: self.link.name.clone(),
            door: Door::Pulled,
            revision: self.revision.clone(),
            call: Some(self.call.clone()),
            certain: true,
            round: Some(place),
            turn: None,
        }
    }
}
