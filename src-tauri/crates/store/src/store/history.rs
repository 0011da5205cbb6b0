//! The history: what is appended to it, and how it is read, browsed and added up.

use std::sync::Arc;

use domain::catalogue::Pace;
use domain::exchange::Withdrawal;
use domain::history::{Facets, Filter, Page, Query, SpendOf, Summary, Total};
use domain::{Elicitation, ExchangeId, Fault, ModelRef, Recorded, ServerId, Spend, Timestamp};

use super::Store;
use crate::page::Way;
use crate::questions::Line;
use crate::writer::Write;
use crate::writer::append::Append;
use crate::{journal, page, questions, search, spent, totals};

impl Store {
    /// Adds events to the journal of one exchange, and puts `summary` in its line, in one
    /// transaction. The first events of a new exchange begin with `Event::Received` at place 0; later
    /// ones carry on where the journal ends.
    ///
    /// When it returns, the events are durable (see [`Store`]).
    ///
    /// # Errors
    /// `Internal` when there is no event, when the places leave a gap or are taken, or when the exchange
    /// is closed; nothing is written then, and others' writes are not touched by it.
    pub async fn append(&self, summary: Summary, events: Vec<Recorded>) -> Result<(), Fault> {
        let append = Append::new(&summary, &events)?;
        self.write(Write::Append(append)).await
    }

    /// Withdraws every exchange that is open, because the app closed or crashed meanwhile. To be called
    /// at start, before anything else is appended. Returns how many there were.
    ///
    /// An exchange whose journal does not replay is left as it is, and logged.
    pub async fn withdraw_open(&self, at: Timestamp) -> Result<u32, Fault> {
        let mut withdrawn = 0;
        for number in self.read(journal::open).await? {
            let end = self.read(move |connection| journal::withdrawal(connection, number, at));
            match end.await {
                Ok((summary, event)) => {
                    self.append(summary, vec![event]).await?;
                    withdrawn += 1;
                }
                Err(fault) => tracing::error!(
                    number,
                    code = ?fault.code,
                    detail = fault.detail,
                    "an open exchange cannot be replayed, so it cannot be withdrawn"
                ),
            }
        }
        Ok(withdrawn)
    }

    /// The journal of one exchange, oldest first.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn events(&self, id: ExchangeId) -> Result<Vec<Recorded>, Fault> {
        self.read(move |connection| journal::events(connection, id)).await
    }

    /// The line of one exchange.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn summary(&self, id: ExchangeId) -> Result<Summary, Fault> {
        self.read(move |connection| journal::summary(connection, id)).await
    }

    /// The turns of the conversation that an exchange is part of, oldest first; only itself where there
    /// is no other. Looked for among so many exchanges after the first turn as a call can last through.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn thread(&self, id: ExchangeId) -> Result<Vec<Summary>, Fault> {
        self.read(move |connection| journal::thread(connection, id)).await
    }

    /// One page of the history, newest first (by arrival). `query.limit` is taken as 1 where it is 0,
    /// and as 500 where it is more.
    ///
    /// Text is searched by words, in any order, in the four texts: letter case and accents do not
    /// matter, the last word may be the beginning of one (from three letters on), and Chinese, Japanese and Korean match by
    /// character, so one is enough. Text without a letter or a digit finds nothing. Any text is
    /// allowed. A search waits until everything that was written before it is in the search index.
    ///
    /// # Errors
    /// `NotFound` when `query.before` is no exchange of this history.
    pub async fn page(&self, query: Query) -> Result<Page, Fault> {
        let way = Way::of(&query.filter);
        if matches!(way, Way::Search(_)) {
            self.indexed().await?;
        }
        self.read(move |connection| page::page(connection, &query, &way)).await
    }

    /// What a filter leaves, all pages together: what [`Self::page`] gives for it, counted. Waits until
    /// everything that was written before it is in the indexes. Whoever no longer wants it drops it.
    pub async fn total(&self, filter: Filter) -> Result<Total, Fault> {
        self.indexed().await?;
        let question = match Way::of(&filter) {
            Way::Filters => {
                return self.read(move |connection| totals::of_filter(connection, &filter)).await;
            }
            Way::Search(question) => Arc::<str>::from(question),
            Way::Nothing => return Ok(Total::default()),
        };
        // A read for each part, so that a page that is asked for meanwhile waits for no more than one,
        // and nothing more is read once nobody wants it.
        let mut total = Total::default();
        for part in self.read(|connection| search::parts(connection, i64::MAX)).await? {
            let question = Arc::clone(&question);
            let found = self.read(move |connection| totals::of_part(connection, &question, part));
            total = total.plus(found.await?);
        }
        Ok(total)
    }

    /// Keeps a question to the person as it is now, in place of what it was before.
    ///
    /// # Errors
    /// `Internal` also when it is closed already: nothing changes it then.
    pub async fn save_question(&self, elicitation: &Elicitation) -> Result<(), Fault> {
        self.write(Write::Question(Line::of(elicitation)?)).await
    }

    /// The questions that arrived from `since` on and before `until`, newest first, at most 500.
    pub async fn questions(
        &self,
        server: Option<ServerId>,
        since: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<Elicitation>, Fault> {
        self.read(move |connection| questions::between(connection, server, since, until)).await
    }

    /// Withdraws every question that is open, as [`Self::withdraw_open`] does with exchanges.
    /// Returns how many there were.
    pub async fn withdraw_questions(&self, at: Timestamp) -> Result<u32, Fault> {
        let mut withdrawn = 0;
        for mut elicitation in self.read(questions::open).await? {
            elicitation.withdraw(Withdrawal::AppClosed, at);
            self.save_question(&elicitation).await?;
            withdrawn += 1;
        }
        Ok(withdrawn)
    }

    /// What the history can be filtered by.
    pub async fn facets(&self) -> Result<Facets, Fault> {
        self.read(page::facets).await
    }

    /// What was used and what it cost, of one exchange, call or account.
    pub async fn spend(&self, of: SpendOf) -> Result<Spend, Fault> {
        self.indexed().await?;
        self.read(move |connection| spent::sum(connection, of)).await
    }

    /// How fast each model has written on this machine lately, as far as that is indexed.
    pub async fn paces(&self) -> Result<Vec<(ModelRef, Pace)>, Fault> {
        self.read(spent::paces).await
    }
}
