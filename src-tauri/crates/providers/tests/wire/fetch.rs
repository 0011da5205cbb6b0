//! A public file is fetched whole or not at all.

use axum::Router;
use axum::http::StatusCode;
use axum::response::Redirect;
use axum::routing::get;
use domain::FaultCode;
use providers::Client;

use crate::support::serve;

const MOST: usize = 1 << 20;

#[tokio::test]
async fn a_file_comes_whole() {
    let file = "x".repeat(MOST);
    let served = file.clone();
    let url = serve(Router::new().route("/list", get(|| async { served }))).await;
    let fetched =
        Client::new().fetch(&format!("{url}/list"), MOST).await.expect("it is small enough");
    assert_eq!(fetched, file.as_bytes());
}

#[tokio::test]
async fn one_that_is_too_large_is_none() {
    let url = serve(Router::new().route("/list", get(|| async { "x".repeat(MOST + 1) }))).await;
    let fault =
        Client::new().fetch(&format!("{url}/list"), MOST).await.expect_err("it is too large");
    assert_eq!(fault.code, FaultCode::ProviderFailed);
    assert!(fault.message.contains("larger than 1 MB"), "{fault}");
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let to = || async { Redirect::temporary("/elsewhere") };
    let there = || async { "the file" };
    let url = serve(Router::new().route("/list", get(to)).route("/elsewhere", get(there))).await;
    let fault = Client::new().fetch(&format!("{url}/list"), MOST).await.expect_err("a redirect");
    assert!(fault.message.contains("307"), "{fault}");
}

#[tokio::test]
async fn a_refusal_says_so() {
    let no = || async { (StatusCode::NOT_FOUND, "no") };
    let url = serve(Router::new().route("/list", get(no))).await;
    let fault = Client::new().fetch(&format!("{url}/list"), MOST).await.expect_err("a refusal");
    assert_eq!(fault.code, FaultCode::ProviderFailed);
}

#[tokio::test]
async fn nobody_there_says_so() {
    let fault = Client::new().fetch("http://127.0.0.1:1/list", MOST).await.expect_err("nobody");
    assert_eq!(fault.code, FaultCode::ProviderUnreachable);
}
