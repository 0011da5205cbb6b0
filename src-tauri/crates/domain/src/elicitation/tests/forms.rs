use super::*;

fn read(properties: &Value) -> Result<Vec<Field>, String> {
    let schema = json!({ "type": "object", "properties": properties });
    fields(schema.as_object().unwrap()).map_err(|unfit| unfit.to_string())
}

fn one(property: &Value) -> Result<FieldKind, String> {
    read(&json!({ "it": property })).map(|mut fields| fields.remove(0).kind)
}

fn choices(of: &[(&str, Option<&str>)]) -> Vec<Alternative> {
    of.iter()
        .map(|(value, title)| Alternative { value: (*value).into(), title: title.map(Into::into) })
        .collect()
}

#[rstest]
#[case::text(json!({ "type": "string" }), FieldKind::Text { format: None, min_length: None, max_length: None, default: None })]
#[case::all_of_a_text(
    json!({ "type": "string", "format": "date-time", "minLength": 1, "maxLength": 30, "default": "x" }),
    FieldKind::Text { format: Some(TextFormat::DateTime), min_length: Some(1), max_length: Some(30), default: Some("x".into()) }
)]
#[case::number(
    json!({ "type": "number", "minimum": 0, "exclusiveMaximum": 1.5, "default": 0.5 }),
    FieldKind::Number { integer: false, bounds: Bounds { min: Some(0.0), below: Some(1.5), ..Bounds::default() }, default: Some(0.5) }
)]
#[case::integer(
    json!({ "type": "integer", "exclusiveMinimum": 0, "maximum": 9, "default": 3 }),
    FieldKind::Number { integer: true, bounds: Bounds { above: Some(0.0), max: Some(9.0), ..Bounds::default() }, default: Some(3.0) }
)]
#[case::boolean(json!({ "type": "boolean", "default": true }), FieldKind::Boolean { default: Some(true) })]
#[case::plain_enum(
    json!({ "type": "string", "enum": ["a", "b"], "default": "b" }),
    FieldKind::One { choices: choices(&[("a", None), ("b", None)]), default: Some("b".into()) }
)]
#[case::older_titles(
    json!({ "type": "string", "enum": ["a", "b"], "enumNames": ["A", "B"] }),
    FieldKind::One { choices: choices(&[("a", Some("A")), ("b", Some("B"))]), default: None }
)]
#[case::newer_titles(
    json!({ "type": "string", "oneOf": [{ "const": "a", "title": "A" }, { "const": "b" }] }),
    FieldKind::One { choices: choices(&[("a", Some("A")), ("b", None)]), default: None }
)]
#[case::many(
    json!({ "type": "array", "minItems": 1, "maxItems": 2, "items": { "type": "string", "enum": ["a", "b"] }, "default": ["a"] }),
    FieldKind::Many { choices: choices(&[("a", None), ("b", None)]), min: Some(1), max: Some(2), default: Some(vec!["a".into()]) }
)]
#[case::many_with_titles(
    json!({ "type": "array", "items": { "anyOf": [{ "const": "a", "title": "A" }] } }),
    FieldKind::Many { choices: choices(&[("a", Some("A"))]), min: None, max: None, default: None }
)]
fn every_kind_is_read(#[case] property: Value, #[case] kind: FieldKind) {
    assert_eq!(one(&property), Ok(kind));
}

#[rstest]
#[case(json!({ "type": "string", "pattern": "(a+)+$" }), "pattern is nothing that a form can show")]
#[case(json!({ "type": "string", "format": "password" }), "format must be \"email\"")]
#[case(json!({ "type": "string", "minLength": -1 }), "minLength must be a whole number")]
#[case(json!({ "type": "string", "default": 1 }), "default must be a string")]
#[case(json!({ "type": "string", "enum": [] }), " offers nothing")]
#[case(json!({ "type": "string", "enum": ["a", "a"] }), "offers “a” twice")]
#[case(json!({ "type": "string", "enum": [1] }), "enum must be a list of strings")]
#[case(json!({ "type": "string", "enum": ["a"], "enumNames": [] }), "enumNames must have as many")]
#[case(json!({ "type": "string", "enum": ["a"], "oneOf": [{ "const": "a" }] }), "oneOf stands beside enum")]
#[case(json!({ "type": "string", "oneOf": [{ "pattern": "a" }] }), "oneOf[0].pattern is nothing")]
#[case(json!({ "type": "string", "enum": ["a"], "default": "b" }), "default holds “b”")]
#[case(json!({ "type": "number", "multipleOf": 5 }), "multipleOf is nothing")]
#[case(json!({ "type": "number", "minimum": "0" }), "minimum must be a number")]
#[case(json!({ "type": "boolean", "default": "yes" }), "default must be true or false")]
#[case(json!({ "type": "object" }), "type must be \"string\"")]
#[case(json!({ "type": "array" }), "items must be an object")]
#[case(json!({ "type": "array", "items": { "type": "string" } }), "items.enum is missing")]
#[case(json!({ "type": "array", "items": { "type": "number", "enum": ["1"] } }), "items.type must be")]
#[case(json!({ "$ref": "https://example.com/schema" }), "type must be")]
#[case(json!({ "type": "string", "$ref": "#/x" }), "$ref is nothing")]
#[case(json!({ "allOf": [] }), "type must be")]
#[case(json!({ "anyOf": [{ "type": "string" }, { "type": "number" }] }), "anyOf[0].const is missing")]
#[case(json!(true), "requestedSchema.properties.it must be an object")]
fn what_a_form_cannot_show_is_named(#[case] property: Value, #[case] says: &str) {
    let said = one(&property).unwrap_err();
    assert!(said.starts_with("requestedSchema.properties.it"), "{said}");
    assert!(said.contains(says), "{said}");
}

#[rstest]
#[case(json!({ "properties": {} }), "requestedSchema.type must be")]
#[case(json!({ "type": "object", "properties": [] }), "requestedSchema.properties must be")]
#[case(json!({ "type": "object", "properties": {}, "required": ["x"] }), "names “x”")]
#[case(json!({ "type": "object", "allOf": [] }), "requestedSchema.allOf is nothing")]
#[case(json!({ "type": "object", "minProperties": 1 }), "requestedSchema.minProperties is nothing")]
fn a_whole_that_is_no_form_is_named(#[case] schema: Value, #[case] says: &str) {
    let said = fields(schema.as_object().unwrap()).unwrap_err().to_string();
    assert!(said.contains(says), "{said}");
}

#[test]
fn fields_keep_their_order_their_words_and_what_they_need() {
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
        "title": "Order", "additionalProperties": false,
        "properties": {
            "z": { "type": "string", "title": "Z", "description": "last first", "x-order": 1 },
            "a": { "anyOf": [{ "type": "integer", "minimum": 1 }, { "type": "null" }],
                   "default": null, "title": "A" },
        },
        "required": ["z", "a"],
    });
    let fields = fields(schema.as_object().unwrap()).unwrap();
    let told: Vec<_> =
        fields.iter().map(|it| (it.name.as_str(), it.required, it.nullable)).collect();
    assert_eq!(told, [("z", true, false), ("a", false, true)]);
    assert_eq!(fields[0].description.as_deref(), Some("last first"));
    assert_eq!(fields[1].title.as_deref(), Some("A"));
    assert!(matches!(fields[1].kind, FieldKind::Number { integer: true, .. }));
}

#[test]
fn what_a_form_holds_at_first_is_what_the_schema_says() {
    let schema = json!({ "type": "object", "properties": {
        "s": { "type": "string", "default": "x" }, "i": { "type": "integer", "default": 42 },
        "n": { "type": "number", "default": 3.25 }, "b": { "type": "boolean", "default": false },
        "e": { "type": "string", "enum": ["p", "q"], "default": "q" },
        "m": { "type": "array", "items": { "enum": ["p", "q"] }, "default": ["p"] },
        "none": { "type": "string" },
    }});
    let schema = schema.as_object().unwrap();
    let fields = fields(schema).unwrap();
    let question = Question::Form { message: String::new(), fields, schema: schema.clone() };
    assert_eq!(
        Value::Object(question.defaults()),
        json!({ "s": "x", "i": 42, "n": 3.25, "b": false, "e": "q", "m": ["p"] })
    );
}

/// Any JSON, small, with the words of schemas in it.
fn anything() -> impl Strategy<Value = Value> {
    let word = proptest::sample::select(vec![
        "string", "object", "array", "integer", "null", "email", "a", "",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        word.prop_map(Value::from),
    ];
    let key = proptest::sample::select(vec![
        "type",
        "properties",
        "required",
        "enum",
        "enumNames",
        "oneOf",
        "anyOf",
        "items",
        "default",
        "format",
        "minLength",
        "const",
        "title",
        "minimum",
        "a",
        "$ref",
    ]);
    leaf.prop_recursive(4, 40, 5, move |inner| {
        let map = proptest::collection::vec((key.clone(), inner.clone()), 0..5);
        prop_oneof![
            proptest::collection::vec(inner, 0..4).prop_map(Value::from),
            map.prop_map(|pairs| {
                pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
            }),
        ]
    })
}

proptest! {
    /// Whatever a server sends is a form or is named, and a form's fields are all of its properties.
    #[test]
    fn every_schema_is_a_form_or_is_named(schema in anything(), property in anything()) {
        let whole = json!({ "type": "object", "properties": { "it": property } });
        for schema in [&schema, &whole] {
            let Value::Object(schema) = schema else { continue };
            match fields(schema) {
                Ok(read) => {
                    let names: Vec<_> = read.iter().map(|field| field.name.as_str()).collect();
                    let properties = schema.get("properties").and_then(Value::as_object);
                    let all: Vec<_> =
                        properties.into_iter().flat_map(Map::keys).map(String::as_str).collect();
                    prop_assert_eq!(names, all);
                }
                Err(unfit) => prop_assert!(unfit.field.starts_with("requestedSchema")),
            }
        }
    }
}
