//! The demo server's tools: what each takes, asks, and makes of the answers.

use rmcp::handler::server::tool::{parse_json_object, schema_for_input};
use rmcp::model::{CallToolResult, ContentBlock, ErrorData, JsonObject, Tool, ToolAnnotations};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use super::ask::{Ask, Wish};
use super::shop::Shop;

#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct Summarize {
    /// The text to shorten.
    #[schemars(title = "Text", length(min = 1))]
    #[schemars(
        example = "The ferry to the island runs every morning except Sunday, weather permitting. \
                          In winter it leaves an hour later, and bicycles travel free of charge."
    )]
    text: String,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct Translate {
    /// The text to translate.
    #[schemars(title = "Text", length(min = 1), example = "The ferry leaves at nine.")]
    text: String,
    /// The language to translate into, in any words.
    #[schemars(title = "Into", length(min = 1), example = &"Vietnamese")]
    #[serde(default = "vietnamese")]
    target_language: String,
}

fn vietnamese() -> String {
    "Vietnamese".to_owned()
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct CreateProduct {
    /// What it is called in the shop.
    #[schemars(title = "Product", length(min = 1), example = "Harbour lantern")]
    product_name: String,
    /// What its description should mention, separated by commas.
    #[schemars(title = "Keywords", example = "brass, rainproof, warm light")]
    keywords: String,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct GetProducts {}

#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct CreateBlog {
    /// Its headline.
    #[schemars(title = "Title", length(min = 1), example = "A week without a map")]
    title: String,
    /// Its text; a model adds the abstract.
    #[schemars(title = "Text", length(min = 1))]
    #[schemars(example = "On the first day we walked along the river until it met the railway. \
                          Nobody we asked agreed on the way, and all of them were right.")]
    content: String,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct CreateStory {
    /// What it is about.
    #[schemars(
        title = "Topic",
        length(min = 1),
        example = "a lighthouse keeper who collects postcards"
    )]
    topic: String,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct ReviewCode {
    /// The code, in any language. Two questions are asked about it: security and performance.
    #[schemars(title = "Code", length(min = 1))]
    #[schemars(
        example = "def find(name):\n    return db.execute(\"SELECT * FROM users WHERE name = '\" + name + \"'\")"
    )]
    code: String,
}

/// One run of a tool.
#[derive(Debug)]
pub(super) enum Task {
    Summarize(Summarize),
    Translate(Translate),
    CreateProduct(CreateProduct),
    GetProducts,
    CreateBlog(CreateBlog),
    CreateStory(CreateStory),
    ReviewCode(ReviewCode),
}

/// All tools.
///
/// # Errors
/// When a schema cannot be made, which would be a mistake in this file.
pub(super) fn tools() -> Result<Vec<Tool>, ErrorData> {
    Ok(vec![
        tool::<Summarize>(
            "summarize",
            "Summarise a text",
            "Asks a model for a summary in at most three sentences.",
        )?,
        tool::<Translate>(
            "translate",
            "Translate a text",
            "Asks a model for a translation that keeps tone and line breaks.",
        )?,
        tool::<CreateProduct>(
            "create_product",
            "Create a product",
            "Asks a model for a short description and adds the product with it to the demo shop.",
        )?,
        tool::<GetProducts>(
            "get_products",
            "List the products",
            "Lists the products created since the server began. Asks nothing.",
        )?
        .with_annotations(ToolAnnotations::new().read_only(true)),
        tool::<CreateBlog>(
            "create_blog",
            "Create a blog post",
            "Asks a model for an abstract and returns the post with it.",
        )?,
        tool::<CreateStory>(
            "create_story",
            "Write a short story",
            "Asks a model for a story of about 300 words.",
        )?,
        tool::<ReviewCode>(
            "review_code",
            "Review code",
            "Asks a model twice at the same time, about security and about performance, and returns both reviews.",
        )?,
    ])
}

fn tool<T: JsonSchema + 'static>(
    name: &'static str,
    title: &str,
    description: &'static str,
) -> Result<Tool, ErrorData> {
    let schema = schema_for_input::<T>().map_err(|why| ErrorData::internal_error(why, None))?;
    Ok(Tool::new(name, description, schema).with_title(title))
}

impl Task {
    /// Reads a call.
    ///
    /// # Errors
    /// When there is no such tool, or the arguments do not fit it.
    pub(super) fn new(tool: &str, arguments: JsonObject) -> Result<Self, ErrorData> {
        match tool {
            "summarize" => parse_json_object(arguments).map(Self::Summarize),
            "translate" => parse_json_object(arguments).map(Self::Translate),
            "create_product" => parse_json_object(arguments).map(Self::CreateProduct),
            "get_products" => parse_json_object(arguments).map(|GetProducts {}| Self::GetProducts),
            "create_blog" => parse_json_object(arguments).map(Self::CreateBlog),
            "create_story" => parse_json_object(arguments).map(Self::CreateStory),
            "review_code" => parse_json_object(arguments).map(Self::ReviewCode),
            _ => Err(ErrorData::invalid_params(format!("there is no tool “{tool}”"), None)),
        }
    }

    /// What it asks a model, all at the same time.
    pub(super) fn asks(&self) -> Vec<Ask> {
        match self {
            Self::GetProducts => Vec::new(),
            Self::Summarize(Summarize { text }) => vec![Ask {
                key: "summary",
                system: "You are a careful editor. Summarise faithfully: no opinion, nothing that is not in the text. \
                         Answer with the summary only.",
                text: format!("Summarise this text in at most three sentences.\n\n{text}"),
                max_tokens: 300,
                temperature: Some(0.25),
                stop: &[],
                wish: Wish::Quick,
            }],
            Self::Translate(Translate { text, target_language }) => vec![Ask {
                key: "translation",
                system: "You are a professional translator. Keep tone, names and line breaks. \
                         Answer with the translation only.",
                text: format!("Translate into {target_language}:\n\n{text}"),
                max_tokens: room_for(text),
                temperature: Some(0.125),
                stop: &[],
                wish: Wish::Good,
            }],
            Self::CreateProduct(CreateProduct { product_name, keywords }) => vec![Ask {
                key: "description",
                system: "You write for a small web shop: concrete, friendly, no superlatives. \
                         Answer with the description only.",
                text: format!(
                    "Write a product description of two to four sentences.\n\nProduct: {product_name}\nMention: {keywords}"
                ),
                max_tokens: 250,
                temperature: Some(0.75),
                stop: &[],
                wish: Wish::Quick,
            }],
            Self::CreateBlog(CreateBlog { title, content }) => vec![Ask {
                key: "abstract",
                system: "You write abstracts for a blog: one paragraph that makes a reader curious without giving the end away. \
                         Answer with the abstract only.",
                text: format!("Write the abstract of this post.\n\n# {title}\n\n{content}"),
                max_tokens: 200,
                temperature: Some(0.5),
                stop: &[],
                wish: Wish::Quick,
            }],
            Self::CreateStory(CreateStory { topic }) => vec![Ask {
                key: "story",
                system: "You tell short stories with one clear turn. Finish with the words THE END on a line of their own.",
                text: format!("Tell a story of about 300 words about {topic}."),
                max_tokens: 800,
                temperature: Some(1.0),
                stop: &["THE END"],
                wish: Wish::Good,
            }],
            Self::ReviewCode(ReviewCode { code }) => vec![
                review(
                    "security",
                    "You review code for security only: injection, secrets, unsafe input, permissions. \
                        Name the line, the risk and the change. Say so if there is nothing to find.",
                    code,
                ),
                review(
                    "performance",
                    "You review code for performance only: needless work, memory, blocking calls, bad growth. \
                        Name the line, the cost and the change. Say so if there is nothing to find.",
                    code,
                ),
            ],
        }
    }

    /// What it makes of the answers, which are in the order of the questions.
    pub(super) fn finish(self, answers: &[String], shop: &mut Shop) -> CallToolResult {
        let first = answers.first().map(|answer| answer.trim()).unwrap_or_default();
        match self {
            Self::Summarize(_) => told(first.to_owned(), json!({ "summary": first })),
            Self::Translate(Translate { target_language, .. }) => {
                told(first.to_owned(), json!({ "translation": first, "language": target_language }))
            }
            Self::CreateProduct(CreateProduct { product_name, keywords }) => {
                let product = shop.add(product_name, keywords, first.to_owned());
                let text = format!("Added product {}, {}.\n\n{first}", product.id, product.name);
                told(text, json!({ "product": product }))
            }
            Self::GetProducts => {
                let lines = shop
                    .all()
                    .iter()
                    .map(|it| format!("{}. {}: {}", it.id, it.name, it.description));
                let text = if shop.all().is_empty() {
                    "There are no products yet. Create one with create_product.".to_owned()
                } else {
                    lines.collect::<Vec<_>>().join("\n")
                };
                told(text, json!({ "products": shop.all() }))
            }
            Self::CreateBlog(CreateBlog { title, content }) => told(
                format!("# {title}\n\n*{first}*\n\n{content}"),
                json!({ "title": title, "abstract": first, "content": content }),
            ),
            Self::CreateStory(CreateStory { topic }) => {
                told(first.to_owned(), json!({ "topic": topic, "story": first }))
            }
            Self::ReviewCode(_) => {
                let second = answers.get(1).map(|answer| answer.trim()).unwrap_or_default();
                told(
                    format!("## Security\n\n{first}\n\n## Performance\n\n{second}"),
                    json!({ "security": first, "performance": second }),
                )
            }
        }
    }
}

fn review(key: &'static str, system: &'static str, code: &str) -> Ask {
    Ask {
        key,
        system,
        text: format!("Review this code.\n\n```\n{code}\n```"),
        max_tokens: 600,
        temperature: Some(0.0),
        stop: &[],
        wish: Wish::Good,
    }
}

/// Room for a translation: some scripts need more tokens than characters.
fn room_for(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX).saturating_mul(2).clamp(200, 8_000)
}

fn told(text: String, structured: Value) -> CallToolResult {
    let mut result = CallToolResult::success(vec![ContentBlock::text(text)]);
    result.structured_content = Some(structured);
    result
}
