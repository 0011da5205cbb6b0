//! Money is exact, and what is not known is not 0.

use proptest::prelude::*;
use rstest::rstest;

use super::*;

#[rstest]
#[case("4e-06", Some(4_000_000))]
#[case("1.25e-07", Some(125_000))]
#[case("3.75e-08", Some(37_500))]
#[case("0.000002", Some(2_000_000))]
#[case("0", Some(0))]
#[case("0.0", Some(0))]
#[case("1e-13", Some(0))]
#[case("5e-13", Some(1))]
#[case("1e-300", Some(0))]
#[case("2", None)]
#[case("1e300", None)]
#[case("-1e-6", None)]
#[case("", None)]
#[case(".", None)]
#[case("NaN", None)]
fn prices_are_read_digit_by_digit(#[case] text: &str, #[case] expected: Option<u64>) {
    assert_eq!(Rate::a_token(text), expected.map(Rate));
}

fn sol() -> Rates {
    Rates {
        input: Rate(2_000_000),
        output: Rate(10_000_000),
        cached: Some(Rate(200_000)),
        audio: None,
        long: Some(Long {
            above: 272_000,
            input: Rate(4_000_000),
            output: Rate(15_000_000),
            cached: None,
        }),
    }
}

fn usage(input: u32, output: u32, cached: u32, reasoning: u32) -> Usage {
    Usage {
        input: Some(input),
        output: Some(output),
        cached: Some(cached),
        reasoning: Some(reasoning),
    }
}

#[rstest]
// 1,000 in, of which 400 cached; 500 out, of which 200 thinking.
#[case(usage(1_000, 500, 400, 200), [1_200_000, 80_000, 3_000_000, 2_000_000])]
// Above the threshold all of it costs more.
#[case(usage(272_001, 10, 0, 0), [1_088_004_000, 0, 150_000, 0])]
// More cached than there was is not believed.
#[case(usage(10, 10, 50, 50), [0, 2_000, 0, 100_000])]
fn a_cost_is_split_by_what_it_was_spent_on(#[case] usage: Usage, #[case] nanos: [u64; 4]) {
    let [input, cached, output, reasoning] = nanos.map(Money);
    assert_eq!(sol().cost(&usage), Some(Cost { input, cached, output, reasoning }));
}

#[rstest]
#[case(Usage { input: Some(5), ..Usage::default() })]
#[case(Usage { output: Some(5), ..Usage::default() })]
#[case(Usage::default())]
fn what_was_not_reported_costs_what_is_not_known(#[case] usage: Usage) {
    assert_eq!(sol().cost(&usage), None);
}

proptest! {
    /// Below the threshold and above it, more tokens never cost less, and nothing overflows.
    #[test]
    fn more_tokens_never_cost_less(input: u32, output: u32, more in 0u32..1_000_000) {
        let cost = |usage| sol().cost(&usage).and_then(|cost| cost.total());
        let less = cost(usage(input, output, 0, 0));
        prop_assert!(less.is_some());
        prop_assert!(less <= cost(usage(input.saturating_add(more), output, 0, 0)));
        prop_assert!(less <= cost(usage(input, output.saturating_add(more), 0, 0)));
    }

    #[test]
    fn no_text_makes_it_fail(text in ".{0,40}") {
        let _ = Rate::a_token(&text);
    }
}
