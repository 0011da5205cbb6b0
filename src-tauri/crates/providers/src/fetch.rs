//! Fetching a public file: the list of prices. No key, no cookie, no redirect, and so much and no more.

use domain::{Fault, FaultCode};
use futures_util::StreamExt;
use reqwest::Url;
use reqwest::header::CONTENT_TYPE;

use crate::client::Client;
use crate::fault::chain;

impl Client {
    /// Fetches what is at an address, at most `most` bytes of it.
    ///
    /// The caller sets the time limit.
    ///
    /// # Errors
    /// `ProviderUnreachable` when nobody answers, `ProviderFailed` when what comes is a refusal, a
    /// redirect, or more than that.
    pub async fn fetch(&self, address: &str, most: usize) -> Result<Vec<u8>, Fault> {
        self.answer_to(address, None, most).await
    }

    /// The same; with a body, that is posted as JSON and the answer to it is what comes.
    pub(crate) async fn answer_to(
        &self,
        address: &str,
        body: Option<String>,
        most: usize,
    ) -> Result<Vec<u8>, Fault> {
        let url = Url::parse(address).map_err(|error| {
            failed("The address cannot be read.").with_detail(error.to_string())
        })?;
        let host = url.host_str().unwrap_or_default().to_owned();
        let gone = |error: reqwest::Error| {
            let said = format!(
                "{host} cannot be reached, or broke off. Check the network, then try again."
            );
            Fault::new(FaultCode::ProviderUnreachable, said).with_detail(chain(&error))
        };
        let http = self.pool(&url)?;
        let request = match body {
            None => http.get(url),
            Some(json) => http.post(url).header(CONTENT_TYPE, "application/json").body(json),
        };
        let response = request.send().await.map_err(gone)?;
        let status = response.status();
        if !status.is_success() {
            return Err(failed(&format!("{host} answered with {status} and not with the file.")));
        }
        let mut file = Vec::new();
        let mut pieces = response.bytes_stream();
        while let Some(piece) = pieces.next().await {
            file.extend_from_slice(&piece.map_err(gone)?);
            if file.len() > most {
                let said = format!(
                    "What {host} sends is larger than {} MB, so it is not that file.",
                    most >> 20
                );
                return Err(failed(&said));
            }
        }
        Ok(file)
    }
}

fn failed(said: &str) -> Fault {
    Fault::new(FaultCode::ProviderFailed, said)
}
