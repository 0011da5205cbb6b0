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

fn model(n: u8) -> ModelRef {
    ModelRef { account: AccountId(Uuid::from_u128(1)), model: format!("model-{n}") }
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
    let grant = (0u128..2, 0u8..2, proptest::collection::vec(0u8..3, 0..3));
    proptest::option::of(grant.prop_map(|(n, id, models)| Grant {
        server: server(n),
        identity: identity(id),
        models: models.into_iter().map(model).collect(),
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
        if let Route::Sign { rule, model } = route(&cause, &id, grant.as_ref(), &rules) {
            let rule = rules.iter().find(|r| r.id == rule);
            let rule = rule.ok_or_else(|| TestCaseError::fail("a rule that does not exist"))?;
            let grant = grant.ok_or_else(|| TestCaseError::fail("signed without a grant"))?;
            prop_assert_eq!(&rule.model, &model);
            prop_assert_eq!(rule.server, cause.server);
            prop_assert_eq!(&rule.identity, &id);
            prop_assert_eq!(grant.server, cause.server);
            let target = Target::Model { model };
            prop_assert!(grant.allows(&id, &target));
            prop_assert!(cause.call.is_some() && cause.certain);
        }
    }

    #[test]
    fn a_grant_dies_with_the_identity(grant in a_grant(), m in 0u8..3) {
        if let Some(grant) = grant {
            let other = Identity("another".into());
            let target = Target::Model { model: model(m) };
            prop_assert!(!grant.allows(&other, &target));
            prop_assert!(grant.allows(&other, &Target::Person));
        }
    }
}
