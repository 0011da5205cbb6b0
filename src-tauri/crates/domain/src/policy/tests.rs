//! No grant, no generation; a rule signs only what it was made for.

use proptest::prelude::*;
use serde_json::Map;
use uuid::Uuid;

use super::*;
use crate::{AccountId, Call, CallId, Door};

fn server(n: u128) -> ServerId {
    ServerId(Uuid::from_u128(n))
}

fn identity(n: u8) -> Identity {
    Identity(format!("identity-{n}"))
}

fn account(n: u128) -> AccountId {
    AccountId(Uuid::from_u128(n))
}

fn model(n: u8) -> ModelRef {
    ModelRef { account: account(u128::from(n % 2)), model: format!("model-{n}") }
}

/// The account of the odd models is on this machine.
fn here(id: AccountId) -> bool {
    id == account(1)
}

/// What a grant says, in the order of its words: an independent reading of them.
fn says(grant: &Grant, model: &ModelRef) -> bool {
    let named = grant.models.iter().filter(|one| *one == model).count() > 0;
    let whole = grant.accounts.iter().filter(|one| **one == model.account).count() > 0;
    if grant.place == Place::Here { here(model.account) } else { named || whole }
}

fn a_cause() -> impl Strategy<Value = Cause> {
    (0u128..2, any::<bool>(), any::<bool>()).prop_map(|(n, called, certain)| Cause {
        server: server(n),
        server_name: "s".into(),
        door: Door::Pushed,
        revision: "2025-11-25".into(),
        call: called.then(|| Call::of_tool(CallId(Uuid::from_u128(5)), "t", Map::new())),
        certain,
        round: None,
        turn: None,
    })
}

fn a_grant() -> impl Strategy<Value = Option<Grant>> {
    let models = proptest::collection::vec(0u8..3, 0..3);
    let accounts = proptest::collection::vec(0u128..3, 0..2);
    let place = prop_oneof![Just(Place::Anywhere), Just(Place::Here)];
    let grant = (0u128..2, 0u8..2, models, accounts, place);
    proptest::option::of(grant.prop_map(|(n, id, models, accounts, place)| Grant {
        server: server(n),
        identity: identity(id),
        models: models.into_iter().map(model).collect(),
        accounts: accounts.into_iter().map(account).collect(),
        place,
        default: None,
        at: Timestamp(0),
    }))
}

/// Some rules, each with an id of its own.
fn some_rules() -> impl Strategy<Value = Vec<Rule>> {
    proptest::collection::vec((0u128..2, 0u8..2, 0u8..3), 0..4).prop_map(|rules| {
        let rules = (0u128..).zip(rules);
        rules
            .map(|(rule, (n, id, m))| Rule {
                id: RuleId(Uuid::from_u128(rule)),
                server: server(n),
                identity: identity(id),
                model: model(m),
                at: Timestamp(0),
            })
            .collect()
    })
}

proptest! {
    #[test]
    fn a_rule_never_oversteps(
        cause in a_cause(),
        id in 0u8..2,
        grant in a_grant(),
        rules in some_rules(),
    ) {
        let id = identity(id);
        if let Route::Sign { rule, model } = route(&cause, &id, grant.as_ref(), &rules, here) {
            let rule = rules.iter().find(|r| r.id == rule);
            let rule = rule.ok_or_else(|| TestCaseError::fail("a rule that does not exist"))?;
            let grant = grant.ok_or_else(|| TestCaseError::fail("signed without a grant"))?;
            prop_assert_eq!(&rule.model, &model);
            prop_assert_eq!(rule.server, cause.server);
            prop_assert_eq!(&rule.identity, &id);
            prop_assert_eq!(grant.server, cause.server);
            let target = Target::Model { model };
            prop_assert!(grant.allows(&id, &target, here));
            prop_assert!(says(&grant, &rule.model));
            prop_assert!(cause.call.is_some() && cause.certain);
        }
    }

    #[test]
    fn a_grant_dies_with_the_identity(grant in a_grant(), m in 0u8..3) {
        if let Some(grant) = grant {
            let other = Identity("another".into());
            let target = Target::Model { model: model(m) };
            prop_assert!(!grant.allows(&other, &target, |_| true));
            prop_assert!(grant.allows(&other, &Target::Person, |_| false));
        }
    }

    /// By name, by account and by place: what is allowed is what the grant says, and no more.
    #[test]
    fn a_grant_allows_what_it_says(grant in a_grant(), m in 0u8..4) {
        if let Some(grant) = grant {
            let target = Target::Model { model: model(m) };
            prop_assert_eq!(grant.allows(&grant.identity, &target, here), says(&grant, &model(m)));
        }
    }

    /// Data that must not leave does not, whatever else the grant names.
    #[test]
    fn only_here_means_only_here(grant in a_grant(), m in 0u8..4) {
        if let Some(grant) = grant {
            let grant = Grant { place: Place::Here, ..grant };
            let target = Target::Model { model: model(m) };
            prop_assert!(!grant.allows(&grant.identity, &target, |_| false));
        }
    }
}

#[test]
fn a_grant_of_the_first_version_still_reads() {
    let old = r#"{"server":"00000000-0000-0000-0000-000000000001","identity":"identity-0",
        "models":[{"account":"00000000-0000-0000-0000-000000000000","model":"model-0"}],"at":5}"#;
    let grant: Grant = serde_json::from_str(old).unwrap();
    assert_eq!((grant.place, grant.accounts.as_slice()), (Place::Anywhere, [].as_slice()));
    let target = Target::Model { model: model(0) };
    assert!(grant.allows(&identity(0), &target, |_| false));
}
