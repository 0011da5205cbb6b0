//! Getting the requests of a round answered.

use std::sync::Arc;

use domain::elicitation::Answer;
use domain::exchange::Withdrawal;
use domain::{Cause, Fault, FaultCode};
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use rmcp::model::InputResponses;
use serde_json::Value;

use super::round::{Round, Want};
use super::{Calling, stopped};
use crate::ended::{Ending, Ticket};
use crate::host::{Declined, Host};
use crate::{elicitation, sampling};

/// What came of one request of a round.
struct Answered {
    key: String,
    answer: Result<Value, Declined>,
    ticket: Ticket,
}

impl Calling {
    /// Gets all requests of a round answered, side by side, and returns what is sent, if it is.
    /// When one is not answered, the others end, for the protocol knows no answer to a request for a
    /// completion that means "no".
    pub(super) async fn answer(&self, round: Round) -> Result<Option<InputResponses>, Fault> {
        let mut answers = InputResponses::new();
        let mut endings: Vec<Ending> = Vec::with_capacity(round.entries.len());
        let mut open = FuturesUnordered::new();
        for entry in round.entries {
            let key = entry.place.key.clone();
            let want = match entry.want {
                Want::Known(known) => {
                    answers.insert(key, known);
                    continue;
                }
                want @ (Want::Reply(_) | Want::Answer(_)) => want,
            };
            let cause = self.cause_of_pull(entry.place);
            let ticket = self.link.waiting.open(vec![self.id()]);
            endings.push(ticket.ending());
            let host = Arc::clone(&self.link.host);
            // A task of its own, so that it sees its end even when this call is dropped.
            open.push(tokio::spawn(answer_one(host, cause, want, key, ticket, round.sends)));
        }
        let mut failure = None;
        while let Some(answered) = open.next().await {
            // Only the first failure counts; the others are its consequences.
            if let Err(fault) = self.take(answered, &mut answers)
                && failure.is_none()
            {
                for ending in &endings {
                    ending.end(Withdrawal::RoundRefused);
                }
                failure = Some(fault);
            }
        }
        match failure {
            Some(Some(fault)) => Err(fault),
            Some(None) => Err(self.link.exit().await.fault),
            None => Ok(round.sends.then_some(answers)),
        }
    }

    /// `Err(None)` when the server is gone, and its end says why.
    fn take(
        &self,
        answered: Result<Answered, tokio::task::JoinError>,
        answers: &mut InputResponses,
    ) -> Result<(), Option<Fault>> {
        let tool = self.call.name();
        let Answered { key, answer, ticket } = answered.map_err(|why| {
            let message = format!("“{tool}” ended because answering its request failed.");
            Some(Fault::new(FaultCode::Internal, message).with_detail(why.to_string()))
        })?;
        match (ticket.ended().why(), answer) {
            (Some(Withdrawal::ServerGone), _) => Err(None),
            (Some(_), _) | (None, Err(Declined::Withdrawn)) => {
                Err(Some(stopped(tool, "ended because its request was withdrawn.")))
            }
            (None, Ok(answer)) => {
                answers.insert(key, answer);
                Ok(())
            }
            (None, Err(Declined::Refused { reason })) => {
                let reason = reason.map(|reason| format!(": {reason}")).unwrap_or_default();
                Err(Some(stopped(tool, &format!("ended because its request was refused{reason}."))))
            }
            (None, Err(Declined::Failed(fault))) => Err(Some(fault)),
        }
    }
}

/// `sends`: whether the server gets to see the answer. Where it does not, a page that was not
/// visited is as good as a refusal: the call would only fail again.
async fn answer_one(
    host: Arc<dyn Host>,
    cause: Cause,
    want: Want,
    key: String,
    ticket: Ticket,
    sends: bool,
) -> Answered {
    let revision = cause.revision.clone();
    let answer = match want {
        Want::Reply(asked) => {
            let reply = host.sample(cause, *asked, ticket.ended()).await;
            reply.and_then(|reply| {
                sampling::to_wire(reply.get(), &revision).map_err(Declined::Failed)
            })
        }
        Want::Answer(question) => match host.elicit(cause, *question, ticket.ended()).await {
            Ok(answered) => match answered.get() {
                Answer::Decline | Answer::Cancel if !sends => {
                    let reason = Some("its page was not visited".to_owned());
                    Err(Declined::Refused { reason })
                }
                Answer::Accept { .. } | Answer::Decline | Answer::Cancel => {
                    Ok(elicitation::to_wire(&answered))
                }
            },
            Err(declined) => Err(declined),
        },
        Want::Known(known) => Ok(known),
    };
    Answered { key, answer, ticket }
}
