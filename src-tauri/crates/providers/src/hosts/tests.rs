use std::collections::HashSet;

use rstest::rstest;

use super::*;
use crate::presets;

#[rstest]
#[case("https://api.openai.com/v1", "OpenAI")]
#[case("https://eu.api.openai.com/v1", "OpenAI")]
#[case("https://notapi.openai.com.example/v1", "")]
#[case("https://acme.openai.azure.com/openai/v1", "Azure OpenAI")]
#[case("https://bedrock-mantle.eu-west-1.api.aws/openai/v1", "Amazon Bedrock")]
#[case("http://127.0.0.1:8080/v1", "llama.cpp server")]
#[case("http://localhost:1234/v1", "LM Studio")]
#[case("http://example.com:1234/v1", "")]
#[case("no address", "")]
fn a_host_is_told_by_its_domain_or_on_this_machine_by_its_port(
    #[case] base_url: &str,
    #[case] name: &str,
) {
    assert_eq!(Host::of(base_url).name, name);
}

#[test]
fn every_preset_can_be_used_as_it_stands() {
    let presets = presets();
    let names: HashSet<&str> = presets.iter().map(|preset| preset.name).collect();
    assert_eq!(names.len(), presets.len(), "a name twice");
    let (programs, presets): (Vec<_>, Vec<_>) =
        presets.into_iter().partition(|preset| preset.program.is_some());
    assert!(programs.iter().all(|preset| preset.kind == ProviderKind::Command));
    let (last, known) = presets.split_last().unwrap();
    assert_eq!((last.name, last.base_url), ("", ""));
    for preset in known {
        let filled = preset.base_url.replace("RESOURCE", "acme").replace("REGION", "eu-west-1");
        let url = crate::base_url(preset.kind, &filled).unwrap();
        assert_eq!(url, filled, "{}", preset.name);
        // Two rows may be one host, asked in two formats.
        assert!(Host::of(&url).name.starts_with(preset.name.split(" (").next().unwrap()));
    }
    for kind in ProviderKind::ALL {
        assert!(known.iter().any(|preset| preset.kind == kind), "{kind:?}");
        assert!(known.iter().any(|preset| preset.base_url == kind.default_base_url()), "{kind:?}");
    }
}

#[test]
fn azure_finds_its_key_in_a_header_of_its_own() {
    let azure = Host::of("https://acme.openai.azure.com/openai/v1");
    assert_eq!(crate::openai::key(azure).0, "api-key");
    assert_eq!(crate::openai::key(&OTHER).0, "authorization");
}
