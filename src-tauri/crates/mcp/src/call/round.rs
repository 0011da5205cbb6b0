//! One round of pulled requests.

use std::sync::Arc;

use domain::cause::Round as Place;
use domain::exchange::Withdrawal;
use domain::{Asked, Cause, Countersigned, Door, Fault, FaultCode, Reply};
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use rmcp::model::InputResponses;
use serde_json::{Map, Value};

use super::{Calling, stopped};
use crate::ended::{Ending, Ticket};
use crate::host::{Declined, Host};
use crate::messages::take;
use crate::sampling;

/// What a server wants before it can go on.
pub(super) struct Round {
    /// Its requests for completions, by its keys, in its order.
    pub(super) asked: Vec<(String, Asked)>,
    /// What it wants back, byte for byte.
    pub(super) state: Option<String>,
}

impl Calling {
    /// Reads an `input_required` result. Nobody is asked anything unless all of it was offered and
    /// can be represented; a request for a completion that cannot be is kept in the history.
    pub(super) async fn read(&self, mut result: Value, number: u32) -> Result<Round, Fault> {
        let (tool, link) = (self.call.name(), &self.link);
        let wrong = |what: String| {
            let message = format!("“{tool}” asked for something that it cannot get: {what}.");
            Fault::new(FaultCode::CallFailed, message)
        };
        let state: Option<String> = serde_json::from_value(take(&mut result, "requestState"))
            .map_err(|_| wrong("its requestState is not a string".to_owned()))?;
        let requests: Option<Map<String, Value>> =
            serde_json::from_value(take(&mut result, "inputRequests"))
                .map_err(|_| wrong("its inputRequests are not an object".to_owned()))?;
        let requests = requests.unwrap_or_default();
        if requests.is_empty() && state.is_none() {
            return Err(wrong("it does not say what".to_owned()));
        }
        let most = link.host.limits().open;
        if requests.len() > most {
            let count = requests.len();
            return Err(wrong(format!(
                "{count} completions at once, and at most {most} are taken"
            )));
        }
        for (key, request) in &requests {
            match request["method"].as_str() {
                Some("sampling/createMessage") if link.offers.sampling => {}
                Some(method) => return Err(wrong(format!("{method} was not offered to it"))),
                None => return Err(wrong(format!("its request “{key}” has no method"))),
            }
        }
        let of = u32::try_from(requests.len()).unwrap_or(u32::MAX);
        let mut asked = Vec::with_capacity(requests.len());
        for (key, mut request) in requests {
            let params = take(&mut request, "params");
            match link.read(&params, &self.revision) {
                Ok(one) => asked.push((key, one)),
                Err(unfit) => {
                    let fault = wrong(format!("in its request “{key}”, {unfit}"));
                    link.refuse(self.cause_of_pull(Place { number, key, of }), &params, &unfit)
                        .await;
                    return Err(fault);
                }
            }
        }
        Ok(Round { asked, state })
    }
}

/// What came of one request of a round.
struct Answered {
    key: String,
    answer: Result<Countersigned<Reply>, Declined>,
    ticket: Ticket,
}

impl Calling {
    /// Gets all requests of a round answered, side by side. When one is not, the others end, for
    /// the protocol knows no answer that means "no".
    pub(super) async fn answer(&self, round: Round, number: u32) -> Result<InputResponses, Fault> {
        let of = u32::try_from(round.asked.len()).unwrap_or(u32::MAX);
        let mut endings: Vec<Ending> = Vec::with_capacity(round.asked.len());
        let mut open = FuturesUnordered::new();
        for (key, asked) in round.asked {
            let cause = self.cause_of_pull(Place { number, key: key.clone(), of });
            let ticket = self.link.waiting.open(vec![self.id()]);
            endings.push(ticket.ending());
            let host = Arc::clone(&self.link.host);
            // A task of its own, so that it sees its end even when this call is dropped.
            open.push(tokio::spawn(answer_one(host, cause, asked, key, ticket)));
        }
        let mut answers = InputResponses::new();
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
            None => Ok(answers),
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
            (None, Ok(reply)) => {
                let wire = sampling::to_wire(reply.get(), &self.revision).map_err(Some)?;
                answers.insert(key, wire);
                Ok(())
            }
            (None, Err(Declined::Refused { reason })) => {
                let reason = reason.map(|reason| format!(": {reason}")).unwrap_or_default();
                Err(Some(stopped(tool, &format!("ended because its request was refused{reason}."))))
            }
            (None, Err(Declined::Failed(fault))) => Err(Some(fault)),
        }
    }

    fn cause_of_pull(&self, place: Place) -> Cause {
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

async fn answer_one(
    host: Arc<dyn Host>,
    cause: Cause,
    asked: Asked,
    key: String,
    ticket: Ticket,
) -> Answered {
    let answer = host.sample(cause, asked, ticket.ended()).await;
    Answered { key, answer, ticket }
}
