//! The choice stays inside the grant, keeps the order of the hints, and is the same each time.

use proptest::prelude::*;
use rstest::rstest;
use uuid::Uuid;

use super::*;
use crate::catalogue::{Facts, Override, overlay};
use crate::money::{Rate, Rates};
use crate::policy::Place;
use crate::{Model, ServerId, Timestamp};

fn account(n: u128) -> AccountId {
    AccountId(Uuid::from_u128(n))
}

fn model(name: &str) -> ModelRef {
    ModelRef { account: account(1), model: name.into() }
}

fn me() -> Identity {
    Identity("me".into())
}

fn grant(models: &[&str], default: Option<&str>) -> Grant {
    Grant {
        server: ServerId(Uuid::from_u128(1)),
        identity: me(),
        models: models.iter().map(|name| model(name)).collect(),
        accounts: Vec::new(),
        place: Place::Anywhere,
        default: default.map(model),
        at: Timestamp(0),
    }
}

fn known(facts: &Facts, grades: Grades) -> ModelKnown {
    let says = Override { grades, ..Override::default() };
    ModelKnown::of(
        &Model::default(),
        Some(facts),
        Some(&says),
        None,
        crate::catalogue::Pace::default(),
    )
}

fn offer(name: &str, facts: &Facts) -> Offer {
    Offer { model: model(name), name: None, ready: true, known: known(facts, Grades::default()) }
}

fn ask(grant: &Grant, preferences: &Preferences, weight: &Weight, offers: &[Offer]) -> Ranking {
    let identity = me();
    let question = Question { grant: Some(grant), identity: &identity, preferences, weight };
    rank(question, offers, overlay(), |_| false)
}

fn hinting(hints: &[&str]) -> Preferences {
    Preferences { hints: hints.iter().map(ToString::to_string).collect(), ..Preferences::default() }
}

fn hint(hint: &str) -> Reason {
    Reason::Hint { hint: hint.into() }
}

fn family(hint: &str, family: &str) -> Reason {
    Reason::Family { hint: hint.into(), family: family.into() }
}

fn equivalent(hint: &str, family: &str, class: Class) -> Reason {
    Reason::Equivalent { hint: hint.into(), family: family.into(), class }
}

#[rstest]
#[case::first_hint_that_fits(&["gpt-6-sol", "claude-sonnet-5-5"], None, &["gemini-ultra", "Sonnet", "gpt"], "claude-sonnet-5-5", hint("Sonnet"))]
#[case::hint_beats_default(&["a", "b"], Some("a"), &["b"], "b", hint("b"))]
#[case::hint_beats_being_the_only_one(&["a"], None, &["a"], "a", hint("a"))]
#[case::empty_hint_says_nothing(&["a", "b"], Some("b"), &["", " "], "b", Reason::Default)]
#[case::punctuation_is_nothing(&["gpt-6-sol", "claude-sonnet-4-5"], None, &["Claude Sonnet 4.5"], "claude-sonnet-4-5", hint("Claude Sonnet 4.5"))]
#[case::an_older_one_of_the_family(&["gpt-6-sol", "claude-sonnet-5-5"], None, &["claude-3-5-sonnet-20241022"], "claude-sonnet-5-5", family("claude-3-5-sonnet-20241022", "Claude Sonnet"))]
#[case::itself_before_its_family(&["claude-sonnet-5", "claude-sonnet-5-5"], None, &["claude-sonnet-5-5"], "claude-sonnet-5-5", hint("claude-sonnet-5-5"))]
#[case::another_vendors(&["gpt-6-luna", "gpt-6-sol"], None, &["sonnet"], "gpt-6-sol", equivalent("sonnet", "Claude Sonnet", Class::Medium))]
#[case::another_vendors_small(&["gemini-3.8-flash", "gemini-4-argon"], Some("gemini-4-argon"), &["gpt-4o-mini"], "gemini-3.8-flash", equivalent("gpt-4o-mini", "GPT Mini", Class::Small))]
#[case::a_later_hint_that_names_one_beats_an_equivalent(&["gpt-6-sol", "gemini-4-argon"], None, &["sonnet", "gemini"], "gemini-4-argon", hint("gemini"))]
#[case::only(&["a"], Some("a"), &["z"], "a", Reason::Only)]
#[case::default(&["a", "b"], Some("b"), &["z"], "b", Reason::Default)]
#[case::default_outside_the_grant(&["a", "b"], Some("z"), &[], "a", Reason::First)]
#[case::first(&["b", "a"], None, &[], "b", Reason::First)]
fn takes(
    #[case] models: &[&str],
    #[case] default: Option<&str>,
    #[case] hints: &[&str],
    #[case] expected: &str,
    #[case] reason: Reason,
) {
    let offers: Vec<_> = models.iter().map(|name| offer(name, &Facts::default())).collect();
    let ranking = ask(&grant(models, default), &hinting(hints), &Weight::default(), &offers);
    assert_eq!(ranking.best(), Some(&Choice { model: model(expected), reason }));
    assert_eq!(ranking.candidates.len(), models.len());
}

#[test]
fn nothing_without_a_grant_for_this_identity() {
    let offers = [offer("a", &Facts::default())];
    let (weight, preferences) = (Weight::default(), Preferences::default());
    let none = |grant: Option<&Grant>, identity: &Identity| {
        let question = Question { grant, identity, preferences: &preferences, weight: &weight };
        rank(question, &offers, overlay(), |_| true) == Ranking::default()
    };
    assert!(none(None, &me()));
    assert!(none(Some(&grant(&["a"], None)), &Identity("another".into())));
    assert!(none(Some(&grant(&[], None)), &me()));
    assert!(!none(Some(&grant(&["a"], None)), &me()));
}

fn priced(input: u64, output: u64) -> Facts {
    let (input, output) = (Rate(input), Rate(output));
    let rates = Rates { input, output, cached: None, audio: None, long: None };
    Facts { rates: Some(rates), ..Facts::default() }
}

#[rstest]
#[case::cheap(Some(1.0), None, None, ["luna", "sol", "astra", "mystery"])]
#[case::clever(None, None, Some(0.7), ["astra", "sol", "luna", "mystery"])]
#[case::both(Some(0.5), None, Some(0.5), ["sol", "luna", "astra", "mystery"])]
#[case::nothing(None, None, None, ["mystery", "astra", "luna", "sol"])]
#[case::nothing_that_counts(Some(0.0), Some(f64::NAN), Some(-3.0), ["mystery", "astra", "luna", "sol"])]
fn wishes_order_what_no_hint_does(
    #[case] cost: Option<f64>,
    #[case] speed: Option<f64>,
    #[case] intelligence: Option<f64>,
    #[case] expected: [&str; 4],
) {
    let preferences = Preferences { hints: Vec::new(), cost, speed, intelligence };
    let clever = |intelligence| Grades { intelligence: Some(intelligence), ..Grades::default() };
    let made = |name, facts, grades| Offer {
        known: known(&facts, grades),
        ..offer(name, &Facts::default())
    };
    let offers = [
        made("astra", priced(10_000_000, 50_000_000), clever(97)),
        made("sol", priced(2_000_000, 10_000_000), clever(87)),
        made("luna", priced(100_000, 500_000), clever(50)),
        // Of this one nothing is known: least of all that it costs nothing.
        offer("mystery", &Facts::default()),
    ];
    let grant = grant(&["mystery", "astra", "luna", "sol"], None);
    let ranking = ask(&grant, &preferences, &Weight::default(), &offers);
    let order: Vec<_> = ranking.candidates.iter().map(|c| c.model.model.as_str()).collect();
    assert_eq!(order, expected);
}

#[rstest]
#[case(Facts { images: Some(false), ..Facts::default() }, Some(Obstacle::Images))]
#[case(Facts { audio: Some(false), ..Facts::default() }, Some(Obstacle::Audio))]
#[case(Facts { tools: Some(false), ..Facts::default() }, Some(Obstacle::Tools))]
#[case(Facts { context: Some(99), ..Facts::default() }, Some(Obstacle::Context { tokens: 100, takes: 99 }))]
#[case(Facts { context: Some(100), images: Some(true), audio: Some(true), tools: Some(true), ..Facts::default() }, None)]
#[case::what_is_not_known_is_not_held_against_it(Facts::default(), None)]
fn what_cannot_take_the_prompt_is_set_apart(
    #[case] facts: Facts,
    #[case] obstacle: Option<Obstacle>,
) {
    let tokens = crate::estimate::Tokens { low: 100, high: 300 };
    let weight = Weight { tokens, images: 1, sounds: 1, tools: true, reply: 10 };
    let ranking = ask(&grant(&["m"], None), &hinting(&["m"]), &weight, &[offer("m", &facts)]);
    match obstacle {
        None => assert_eq!(ranking.candidates.len(), 1),
        Some(obstacle) => {
            assert_eq!(ranking.unfit, [Unfit { model: model("m"), why: vec![obstacle] }]);
            assert_eq!(ranking.best(), None);
        }
    }
}

#[test]
fn without_a_key_nothing_is_chosen() {
    let offers = [Offer { ready: false, ..offer("m", &Facts::default()) }];
    let ranking = ask(&grant(&["m"], None), &hinting(&["m"]), &Weight::default(), &offers);
    assert_eq!(ranking.unfit, [Unfit { model: model("m"), why: vec![Obstacle::NoKey] }]);
}

const NAMES: [&str; 8] = [
    "claude-opus-5-5",
    "claude-sonnet-5-5",
    "claude-haiku-5-5",
    "gpt-6-sol",
    "gpt-6-luna",
    "gemini-3.8-flash",
    "qwen3-8b",
    "something-else",
];

fn a_ref() -> impl Strategy<Value = ModelRef> {
    (0u128..3, 0usize..NAMES.len())
        .prop_map(|(n, at)| ModelRef { account: account(n), model: NAMES[at].into() })
}

fn an_offer() -> impl Strategy<Value = Offer> {
    let facts = (any::<Option<bool>>(), proptest::option::of(1u32..400), any::<Option<u16>>());
    (a_ref(), any::<bool>(), facts).prop_map(|(model, ready, (images, context, price))| {
        let price = price.map(|price| priced(u64::from(price) * 1_000, u64::from(price) * 4_000));
        let facts = Facts { context, images, ..price.unwrap_or_default() };
        Offer { model, name: None, ready, known: known(&facts, Grades::default()) }
    })
}

fn a_grant() -> impl Strategy<Value = Grant> {
    let models = proptest::collection::vec(a_ref(), 0..6);
    let accounts = proptest::collection::vec((0u128..3).prop_map(account), 0..3);
    let place = prop_oneof![3 => Just(Place::Anywhere), 1 => Just(Place::Here)];
    (models, accounts, place, proptest::option::of(a_ref())).prop_map(
        |(models, accounts, place, default)| Grant {
            models,
            accounts,
            place,
            default,
            ..grant(&[], None)
        },
    )
}

fn some_preferences() -> impl Strategy<Value = Preferences> {
    let hint = prop_oneof![
        Just("sonnet"),
        Just("gpt"),
        Just("Haiku"),
        Just("gpt-4o-mini"),
        Just("qwen"),
        Just("nothing like it"),
        Just(""),
    ];
    let hints = proptest::collection::vec(hint.prop_map(str::to_owned), 0..4);
    let wish = || proptest::option::of(-1.0f64..2.0);
    (hints, wish(), wish(), wish()).prop_map(|(hints, cost, speed, intelligence)| Preferences {
        hints,
        cost,
        speed,
        intelligence,
    })
}

fn a_weight() -> impl Strategy<Value = Weight> {
    (0u64..500, 0u32..2, 0u32..1_000).prop_map(|(low, images, reply)| Weight {
        tokens: crate::estimate::Tokens { low, high: low * 2 },
        images,
        reply,
        ..Weight::default()
    })
}

/// The accounts on this machine.
fn here(id: AccountId) -> bool {
    id == account(0)
}

proptest! {
    #[test]
    fn never_outside_the_grant_and_nothing_left_out(
        grant in a_grant(),
        offers in proptest::collection::vec(an_offer(), 0..12),
        preferences in some_preferences(),
        weight in a_weight(),
    ) {
        let identity = me();
        let question =
            Question { grant: Some(&grant), identity: &identity, preferences: &preferences, weight: &weight };
        let ranking = rank(question, &offers, overlay(), here);
        let mut ranked: Vec<_> = ranking.candidates.iter().map(|choice| &choice.model).collect();
        ranked.extend(ranking.unfit.iter().map(|unfit| &unfit.model));
        for model in &ranked {
            let target = Target::Model { model: (*model).clone() };
            prop_assert!(grant.allows(&identity, &target, here));
        }
        let allowed = |model: &ModelRef| {
            grant.allows(&identity, &Target::Model { model: model.clone() }, here)
        };
        let mut expected: Vec<_> =
            offers.iter().map(|offer| &offer.model).filter(|model| allowed(model)).collect();
        expected.sort();
        expected.dedup();
        ranked.sort();
        prop_assert_eq!(ranked, expected);
    }

    #[test]
    fn the_order_of_the_offers_is_nothing(
        grant in a_grant(),
        offers in proptest::collection::vec(an_offer(), 0..12),
        preferences in some_preferences(),
        weight in a_weight(),
    ) {
        let mut once = offers;
        once.sort_by(|a, b| a.model.cmp(&b.model));
        once.dedup_by(|a, b| a.model == b.model);
        let mut back = once.clone();
        back.reverse();
        let forth = ask(&grant, &preferences, &weight, &once);
        prop_assert_eq!(&forth, &ask(&grant, &preferences, &weight, &back));
        prop_assert_eq!(&forth, &ask(&grant, &preferences, &weight, &once));
    }

    /// Of two that can take the prompt, the one that an earlier hint names comes first, and one that
    /// is named comes before one that is not.
    #[test]
    fn the_order_of_the_hints_is_kept(
        names in proptest::sample::subsequence(NAMES.to_vec(), 1..=8),
        preferences in some_preferences(),
    ) {
        let offers: Vec<_> = names.iter().map(|name| offer(name, &Facts::default())).collect();
        let ranking = ask(&grant(&names, None), &preferences, &Weight::default(), &offers);
        // An independent reading: the first hint that is a part of the name.
        let named = |choice: &Choice| {
            let name = choice.model.model.to_lowercase();
            preferences.hints.iter().position(|hint| {
                !hint.is_empty() && name.contains(&hint.to_lowercase())
            })
        };
        for pair in ranking.candidates.windows(2) {
            let (first, second) = (named(&pair[0]), named(&pair[1]));
            if let (Some(first), Some(second)) = (first, second) {
                prop_assert!(first <= second);
            }
            if second.is_some() {
                let by_hint =
                    matches!(pair[0].reason, Reason::Hint { .. } | Reason::Family { .. });
                prop_assert!(by_hint);
            }
        }
    }
}
