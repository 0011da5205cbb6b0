// Made from the Rust sources: the commands of src-tauri/src/ipc/commands.rs and the types they use.
// To make it anew: UPDATE=1 cargo nextest run -p countersign generated_typescript

/** Every command: what it takes and what it gives. Each may fail with a `Fault`. */
export interface Commands {
  /** Everything the window draws, and from then on every change, in order and without a gap. */
  subscribe: { args: { channel: Feed }; result: Snapshot };
  /** Asks the keychain and opens the history once more. */
  retry_storage: { args: Record<string, never>; result: null };
  /** Keeps history and keys in memory until quit: nothing is written to disk. */
  use_session_only: { args: Record<string, never>; result: null };
  /** Moves a history that cannot be read aside, and begins a new one. Nothing is deleted. */
  set_history_aside: { args: Record<string, never>; result: null };
  /** Adds a server, or changes the one with this id. A running one goes on as it was started. */
  save_server: { args: { id?: ServerId; settings: ServerSettings }; result: ServerId };
  /** Stops a server and removes it with its grant and rules. Its history stays. */
  remove_server: { args: { id: ServerId }; result: null };
  /** Starts a server. That it runs, or why not, arrives as an event. */
  start_server: { args: { id: ServerId }; result: null };
  /** Stops a server; what it waits for is withdrawn. */
  stop_server: { args: { id: ServerId }; result: null };
  /** A server's log of this session, oldest line first. */
  server_log: { args: { id: ServerId }; result: Array<LogLine> };
  /**
   * Sets for how many seconds a server waits for an answer to a request that it pushed, and to a
   * round; absent: as it is seen or usual.
   */
  set_patience: { args: { server: ServerId; pushed?: number; pulled?: number }; result: null };
  /** Runs a tool. Progress and result arrive as events of the call. */
  run_tool: { args: { server: ServerId; tool: string; arguments: { [key in string]: JsonValue } }; result: CallId };
  /** Gets a prompt of a server, filled in. The result arrives as an event of the call. */
  get_prompt: { args: { server: ServerId; prompt: string; arguments: { [key in string]: string } }; result: CallId };
  /** Reads a resource of a server. The result arrives as an event of the call. */
  read_resource: { args: { server: ServerId; resource: string }; result: CallId };
  /**
   * Runs a call that is over once more, the same in every part. With a protocol, its server is started
   * anew with that first, and it is kept.
   */
  run_again: { args: { call: CallId; protocol?: Protocol }; result: CallId };
  /** A server's prompts, asked for now. */
  list_prompts: { args: { server: ServerId }; result: PromptList };
  /** A server's resources and the patterns of others, asked for now. */
  list_resources: { args: { server: ServerId }; result: ResourceList };
  /** Suggestions while an argument is typed. A later question of the same server ends this one. */
  complete_argument: { args: { server: ServerId; query: CompletionQuery }; result: Completion };
  /** Begins or ends to follow a resource: the server's view tells when it changes. */
  follow_resource: { args: { server: ServerId; uri: string; on: boolean }; result: null };
  /** Cancels a running call; its open exchanges are withdrawn. */
  cancel_call: { args: { id: CallId }; result: null };
  /** Lets a call go on that pauses after many rounds. */
  go_on: { args: { id: CallId }; result: null };
  /** Adds or changes an account, puts its key into the vault, and tests it at once. */
  save_account: { args: { account: AccountEdit }; result: AccountId };
  /** Removes an account and its key. */
  remove_account: { args: { id: AccountId }; result: null };
  /** Asks the provider for its models. What it said arrives as an event. */
  test_account: { args: { id: AccountId }; result: null };
  /** Runs the program of an account once with a short sentence, and gives back its answer. */
  try_program: { args: { id: AccountId }; result: string };
  /** Servers of models on this machine that no account is at yet. */
  find_local: { args: Record<string, never>; result: Array<LocalServer> };
  /** What is known of the models that an account lists: prices, limits, grades. */
  known_models: { args: { account: AccountId }; result: Array<KnownModel> };
  /** Keeps what the person says of a model: price, limit, grades. Nothing forgets it. */
  set_override: { args: { model: ModelRef; says: Override }; result: null };
  /** Fetches the newest public list of prices and limits. */
  fetch_catalogue: { args: Record<string, never>; result: null };
  /** Goes back to the list that came with the app. */
  forget_catalogue: { args: Record<string, never>; result: null };
  /** Has the newest list fetched by itself, once a day at the start, or no longer. */
  fetch_catalogue_daily: { args: { on: boolean }; result: null };
  /** Lets a server use these models. Replaces the grant that it had. */
  set_grant: { args: { server: ServerId; access: Access }; result: null };
  /** Takes a server's grant away, for exchanges that already wait as well. */
  revoke_grant: { args: { server: ServerId }; result: null };
  /** Ends a rule at once. */
  revoke_rule: { args: { id: RuleId }; result: null };
  /** Sets how much servers may ask for, from their next request on. */
  save_limits: { args: { limits: Limits }; result: null };
  /** One exchange in full, open or closed. */
  get_exchange: { args: { id: ExchangeId }; result: ExchangeDetail };
  /** A request's JSON as it arrived. */
  raw_request: { args: { id: ExchangeId }; result: string };
  /** The turns of the conversation that an exchange is part of, oldest first. */
  exchange_thread: { args: { id: ExchangeId }; result: Array<Summary> };
  /** What to notice about a reply as it would be signed. */
  check_reply: { args: { id: ExchangeId; reply: Reply }; result: Array<ReplyRemark> };
  /**
   * Signs, refuses or stops. `seen` is the number of events that the person has seen of the
   * exchange: when it has moved on since, nothing is decided and the fault is `too_late`.
   */
  decide_exchange: { args: { id: ExchangeId; seen: number; decision: Decision }; result: null };
  /** Answers a question of a server: yes, no, or neither. A page must have been opened before. */
  answer_elicitation: { args: { id: ElicitationId; answer: Answer }; result: null };
  /** Opens the page of a question in the system's browser. */
  open_elicitation: { args: { id: ElicitationId }; result: null };
  /** Forgets what a model thought for the server that asks, so that it is not given back to it. */
  forget_thinking: { args: { id: ExchangeId; model: ModelRef }; result: null };
  /** What would go out to a model, to the byte. */
  show_outgoing: { args: { query: OutgoingQuery }; result: Outgoing };
  /** The models for an open exchange in order, and what each may cost, with the prompt as it was edited. */
  model_offers: { args: { query: OffersQuery }; result: Offers };
  /** Which models a server would get for a request that nobody has made. */
  dry_run: { args: { query: DryRun }; result: Offers };
  /** What of these settings the model would not take. */
  model_losses: { args: { query: LossQuery }; result: Array<Loss> };
  /** One page of the history, newest first. */
  list_history: { args: { query: Query }; result: Page };
  /**
   * The questions to the person that arrived from `since` on and before `until`, newest first, at
   * most 500.
   */
  list_elicitations: { args: { server?: ServerId; since: Timestamp; until: Timestamp }; result: Array<Elicitation> };
  /** What a filter leaves, all pages together. A later question ends this one. */
  history_total: { args: { filter: Filter }; result: Total };
  /** What the history can be filtered by. */
  history_facets: { args: Record<string, never>; result: Facets };
  /** What was used and what it cost, as far as is known, of something else than a filter. */
  spend: { args: { of: SpendOf }; result: Spend };
}

/** Which models a server may use, as it is entered. */
export type Access = {
  /** Models by name. */
  models: Array<ModelRef>,
  /** Accounts of which it may use every model. */
  accounts?: Array<AccountId>,
  /** Where the models must be. */
  place?: Place,
  /** The one to take when the server has no wish that can be met. */
  default?: ModelRef, };

/** An account with a provider. Its key, and the values of its headers, are in the vault, never here. */
export type Account = {
  /** Its id. */
  id: AccountId,
  /** What the person calls it. */
  name: string,
  /** Which wire format it speaks. */
  kind: ProviderKind,
  /** Where requests go, without a trailing slash; empty for a program. */
  base_url: string,
  /** The names of the headers that go along with every request. Their values are in the vault. */
  headers: Array<string>,
  /** The program that answers, of an account of kind [`ProviderKind::Command`]. */
  program?: Program, };

/** An account as it is entered. */
export type AccountEdit = {
  /** The account to change; a new one when absent. */
  id?: AccountId,
  /** What the person calls it. */
  name: string,
  /** Which wire format it speaks. */
  kind: ProviderKind,
  /** Where requests go; the provider's own address when empty. */
  base_url: string,
  /**
   * The program that answers, of an account of kind `command`. What it is now is what the person
   * agrees to.
   */
  program?: Program,
  /** The new key; absent means "as it is". Goes to the vault and is never sent back. */
  key?: string,
  /** The headers that go along with every request: names, and values only on their way in. */
  headers: Array<HeaderSetting>, };

/**
 * A provider account; its key lives in the vault under this id.
 *
 * A UUID of version 7: ids sort by the time they were made. Made outside this crate.
 */
export type AccountId = string;

/** What is known of an account. */
export type AccountState = { "name": "unknown" } | { "name": "testing" } | { "name": "ready",
  /** The models that the provider lists. */
  models: Array<Model>,
  /** When it was asked. */
  at: Timestamp, } | { "name": "failed",
  /** Why. */
  fault: Fault,
  /** When it was asked. */
  at: Timestamp, };

/** A provider account. */
export type AccountView = {
  /** The account, without its key. */
  account: Account,
  /** Whether a key is kept for it. */
  has_key: boolean,
  /** The system's proxy that its requests go through, as `host:port`, if they do. */
  proxy?: string,
  /** What is known of it. */
  state: AccountState, };

/** What an account may still ask, as the provider said with its last answer. */
export type Allowance = {
  /** Requests. */
  requests?: Left,
  /** Tokens. */
  tokens?: Left, };

/** One of the values of a choice. */
export type Alternative = {
  /** The value that is sent. */
  value: string,
  /** What it is called; the value itself where it has no title. */
  title?: string, };

/** What a person answers. The three are different things: leaving is never consent, and never a no. */
export type Answer = { "action": "accept",
  /** The values by the fields' names. */
  content?: { [key in string]: JsonValue }, } | { "action": "decline" } | { "action": "cancel" };

/** One change. Applied in order to the snapshot that `subscribe` gave. */
export type AppEvent = { "kind": "reset",
  /** What is true now. */
  snapshot: Snapshot, } | { "kind": "storage",
  /** What is true now. */
  storage: Storage, } | { "kind": "server",
  /** What is true now. */
  server: ServerView, } | { "kind": "server_removed",
  /** Which. */
  id: ServerId, } | { "kind": "log",
  /** Whose. */
  server: ServerId,
  /** The new lines, oldest first. */
  lines: Array<LogLine>, } | { "kind": "list_changed",
  /** Whose. */
  server: ServerId,
  /** Which. */
  list: ListKind, } | { "kind": "account",
  /** What is true now. */
  account: AccountView, } | { "kind": "account_removed",
  /** Which. */
  id: AccountId, } | { "kind": "grant",
  /** What is true now. */
  grant: Grant, } | { "kind": "grant_removed",
  /** Whose. */
  server: ServerId, } | { "kind": "rule",
  /** The rule. */
  rule: Rule, } | { "kind": "rule_removed",
  /** Which. */
  id: RuleId, } | { "kind": "limits",
  /** What is true now. */
  limits: LimitsView, } | { "kind": "catalogue",
  /** What is true now. */
  catalogue: CatalogueView, } | { "kind": "exchange",
  /** What is true now. */
  exchange: Summary, } | { "kind": "elicitation",
  /** What is true now. */
  elicitation: Elicitation, } | { "kind": "delta",
  /** For which exchange. */
  exchange: ExchangeId,
  /** Counted from 1 within the attempt: what [`Writing::seq`] already holds is to be skipped. */
  seq: number,
  /** The new text. */
  text: string,
  /** The new thinking, if there is any. */
  thinking?: string, } | { "kind": "call",
  /** What is true now. */
  call: CallView, };

/** One try at a reply. */
export type Attempt = {
  /** Who was to write. */
  target: Target,
  /** What came, or why nothing did. */
  outcome: Outcome,
  /** How long it took. */
  timing: Timing,
  /** What came beside it. */
  beside?: Beside, };

/** What came beside a reply. It is shown and kept, and never returned to a server. */
export type Beside = {
  /** What the model thought. */
  thinking?: Thinking,
  /** What the account may still ask. */
  allowance?: Allowance,
  /** What it cost, at the prices in force when it was sent; absent where that is not known. */
  cost?: Cost, };

/** The bounds of a number. */
export type Bounds = {
  /** It is at least this. */
  min?: number,
  /** It is at most this. */
  max?: number,
  /** It is more than this. */
  above?: number,
  /** It is less than this. */
  below?: number, };

/** A call of ours. Whatever it asks for, the server may ask for completions meanwhile. */
export type Call = {
  /** The call. */
  id: CallId, } & ({ "kind": "tool",
  /** Its name. */
  tool: string,
  /** Its arguments. */
  arguments: { [key in string]: JsonValue }, } | { "kind": "prompt",
  /** Its name. */
  prompt: string,
  /** Its arguments, by name. */
  arguments: { [key in string]: string }, } | { "kind": "resource",
  /** Its URI. */
  resource: string, });

/**
 * One call of a server: a run of a tool, a prompt got, a resource read.
 *
 * A UUID of version 7: ids sort by the time they were made. Made outside this crate.
 */
export type CallId = string;

/** How a call stands. */
export type CallState = { "name": "running",
  /** What the server last said about its progress. */
  progress?: Progress,
  /** After how many rounds it pauses until a person lets it go on. */
  paused?: number, } | { "name": "done",
  /**
   * The MCP result as received. Of a tool: `content`, `structuredContent`, `isError`; of a prompt:
   * `description`, `messages`; of a resource: `contents`.
   */
  result: JsonValue,
  /** Whether the tool says that it failed. */
  is_error: boolean, } | { "name": "failed",
  /** Why. */
  fault: Fault, } | { "name": "cancelled" };

/** One call by the person. */
export type CallView = {
  /** The call. */
  id: CallId,
  /** The server. */
  server: ServerId,
  /** What is asked for. */
  what: What,
  /** When it began. */
  started_at: Timestamp,
  /** When it ended. */
  ended_at?: Timestamp,
  /** How many answers to its rounds were signed, where it failed: another run can use them. */
  signed: number,
  /** How it stands. */
  state: CallState, };

/** What was called, without its arguments. */
export type Called = {
  /** What it is. */
  kind: CalledKind,
  /** The name of the tool or the prompt, or the resource's URI. */
  name: string, };

/** What a call can be of. */
export type CalledKind = "tool" | "prompt" | "resource";

/** The list of prices and limits in force, and where it is from. */
export type CatalogueView = {
  /** Where it is from. */
  source: Source,
  /** How many models it knows. */
  models: number,
  /** As of which day our own additions are: families, classes, grades. */
  overlay_date: string,
  /** Whether it was fetched, and is not the one that came with the app. */
  fetched: boolean,
  /** From which host a newer one is fetched. */
  host: string,
  /** Whether that happens by itself, once a day at the start. */
  daily: boolean, };

/** Why a request is on the desk: who asks, through which door, and what made it ask. */
export type Cause = {
  /** The server that asks. */
  server: ServerId,
  /** Its name at that time. */
  server_name: string,
  /** How the request arrived. */
  door: Door,
  /** The protocol revision, for example `2025-11-25`. */
  revision: string,
  /** The call of ours that made the server ask; `None` when no call was under way (unsolicited). */
  call?: Call,
  /**
   * Whether `call` is certain. False when several calls were under way and the wire does not
   * say which one asked: `call` is then the newest of them.
   */
  certain: boolean,
  /** The round of a pulled request. */
  round?: Round,
  /** Where it stands in a conversation that the same call began. */
  turn?: Turn, };

/** A model and the reason for its place. */
export type Choice = {
  /** The model. */
  model: ModelRef,
  /** Why it is where it is. */
  reason: Reason, };

/** How large a model is beside its vendor's others. Models of one class stand in for one another. */
export type Class = "large" | "medium" | "small";

/** What has arguments that can be suggested. */
export type Completable = { "kind": "prompt",
  /** Its name. */
  prompt: string, } | { "kind": "template",
  /** The pattern. */
  uri_template: string, };

/** Suggestions for an argument. */
export type Completion = {
  /** At most 100, best first. */
  values: Array<string>,
  /** Whether the server has more. */
  more: boolean, };

/** A question for suggestions while an argument is typed. */
export type CompletionQuery = {
  /** Whose argument it is. */
  of: Completable,
  /** The argument's name. */
  argument: string,
  /** What was typed so far. */
  value: string,
  /** The other arguments that have a value. */
  others: { [key in string]: string }, };

/** One block of a message or of a reply. */
export type Content = { "kind": "text",
  /** The text. */
  text: string,
  /** Annotations and `_meta`. */
  marks?: Marks, } | { "kind": "image",
  /** Base64 (standard alphabet, padded), as received. */
  data: string,
  /** For example `image/png`. */
  mime_type: string,
  /** Annotations and `_meta`. */
  marks?: Marks, } | { "kind": "audio",
  /** Base64 (standard alphabet, padded), as received. */
  data: string,
  /** For example `audio/wav`. */
  mime_type: string,
  /** Annotations and `_meta`. */
  marks?: Marks, } | { "kind": "tool_use",
  /** Ties the result to this use. */
  id: string,
  /** The tool's name. */
  name: string,
  /** Its arguments. */
  input: { [key in string]: JsonValue },
  /** Annotations and `_meta`. */
  marks?: Marks, } | { "kind": "tool_result",
  /** The `id` of the use that this answers. */
  tool_use_id: string,
  /** Its blocks. */
  content: Array<ResultContent>,
  /** Structured output: an object in 2025-11-25, any JSON value from 2026-07-28. */
  structured?: JsonValue,
  /** Whether the tool failed; `None` when the server did not say. */
  is_error?: boolean,
  /** Annotations and `_meta`. */
  marks?: Marks, };

/** What an attempt cost, by what it was spent on. */
export type Cost = {
  /** Tokens of the prompt that no cache held. */
  input: Money,
  /** Tokens of the prompt that the provider's cache held. */
  cached: Money,
  /** Tokens of the reply, without reasoning. */
  output: Money,
  /** Tokens spent on thinking. */
  reasoning: Money, };

/** From so much to so much. */
export type CostRange = {
  /** At least about so much. */
  low: Money,
  /** Not more than so much. */
  ceiling: Money, };

/** What a person decides about an exchange. */
export type Decision = { "kind": "sign_prompt",
  /** Who is to write. */
  target: Target,
  /** The prompt, if it was edited. */
  edited?: Prompt,
  /** For how long. */
  span: Span, } | { "kind": "fill_in" } | { "kind": "sign_reply",
  /** Which attempt, counted from 0. */
  attempt: number,
  /** The reply, if it was edited. */
  edited?: Reply,
  /** What is wrong with it, which the person has seen and signs all the same. */
  despite?: Array<ReplyRemark>, } | { "kind": "refuse",
  /** What the server is told. */
  reason?: string, } | { "kind": "stop" };

/** What a person needs to decide about an open exchange. */
export type DeskView = {
  /** What to notice about the prompt as asked. */
  remarks: Array<Remark>,
  /** What to notice about the reply that was written last. */
  reply_remarks?: Array<ReplyRemark>,
  /** The models in order, and what each may cost; for the prompt as asked. */
  offers: Offers,
  /** The models that the server may use now, best first, those that cannot take the prompt last. */
  granted: Array<ModelRef>,
  /**
   * The answer that was signed for the very same request in the run before, and was delivered to
   * nobody.
   */
  earlier?: Earlier,
  /** What is being written, while a model writes. */
  writing?: Writing, };

/** The SHA-256 of what is sent, in 64 hexadecimal digits. */
export type Digest = string;

/** How a request arrives. */
export type Door = "pushed" | "pulled";

/** A request that nobody has made, to learn which model it would get. */
export type DryRun = {
  /** Whose grant holds; every model of every account when absent. */
  server?: ServerId,
  /** What the server would like. */
  preferences: Preferences,
  /** Whether the prompt holds a picture. */
  images: boolean,
  /** Whether it holds a sound. */
  audio: boolean,
  /** Whether it offers tools. */
  tools: boolean,
  /** How many tokens it has. */
  tokens: number,
  /** The most tokens that the reply may have. */
  max_tokens: number, };

/** An answer that was signed before, for the very same request. */
export type Earlier = {
  /** The exchange that it was signed in. */
  exchange: ExchangeId,
  /** When it was signed. */
  at: Timestamp,
  /** It. */
  reply: Reply, };

/** One question and what became of it. */
export type Elicitation = {
  /** Its id. */
  id: ElicitationId,
  /** Why the server asks. */
  cause: Cause,
  /** What it asks. */
  question: Question,
  /** When it arrived. */
  opened_at: Timestamp,
  /** When it last changed; for a closed one, when it closed. */
  changed_at: Timestamp, standing: Standing, };

/**
 * One question of a server to the person.
 *
 * A UUID of version 7: ids sort by the time they were made. Made outside this crate.
 */
export type ElicitationId = string;

/** One environment variable as the window sees and edits it. */
export type EnvSetting = {
  /** Its name. */
  name: string,
  /** Its new value; absent means "as it is". Never set on the way to the window. */
  value?: string, };

/** The two generations of the protocol. */
export type Era = "legacy" | "modern";

/** What sending a prompt to one model may cost. */
export type Estimate = {
  /** Tokens of the prompt. */
  tokens: Tokens,
  /** The most tokens that the reply may have with this model. */
  reply: number,
  /**
   * The cost: from the shortest prompt and no reply, to the longest prompt and the longest reply.
   * Absent where the price is not known.
   */
  cost?: CostRange, };

/**
 * One request for a completion and all that happened to it so far.
 *
 * It holds the four versions of the text: `asked` (the server asked), `sent` (you sent),
 * `attempts` (the model said), `returned` (you returned).
 */
export type Exchange = {
  /** Its id. */
  id: ExchangeId,
  /** Why the server asked. */
  cause: Cause,
  /** What it asked. */
  asked: Prompt,
  /** Where the request was odd and yet certain in its meaning. */
  oddities?: Array<Oddity>,
  /** What was signed last, if anything. */
  sent: Sent | null,
  /** What models said. */
  attempts: Array<Attempt>,
  /** What went back, if anything. */
  returned: Returned | null, state: State, events: number, };

/** One exchange in full: for the card and for the history's detail. */
export type ExchangeDetail = {
  /** The exchange: cause, the four texts, attempts. */
  exchange: Exchange,
  /** Its journal, without the texts. */
  journal: Array<JournalLine>,
  /** What a decision needs; absent once it is closed. */
  desk?: DeskView, };

/**
 * One request for a completion and all that happens to it.
 *
 * A UUID of version 7: ids sort by the time they were made. Made outside this crate.
 */
export type ExchangeId = string;

/** What the history can be filtered by. */
export type Facets = {
  /** Servers that occur, with their newest name, by name. */
  servers: Array<ServerFacet>,
  /** Models that occur, by name. */
  models: Array<string>, };

/** What is known of one model. What is absent is not known. */
export type Facts = {
  /** How many tokens of prompt it takes. */
  context?: number,
  /** How many tokens it writes at most. */
  output?: number,
  /** What it costs. */
  rates?: Rates,
  /** Whether it takes pictures. */
  images?: boolean,
  /** Whether it takes sound. */
  audio?: boolean,
  /** Whether it takes tools. */
  tools?: boolean,
  /** The day on which its provider ends it, as `2026-12-11`. */
  ends?: string, };

/**
 * A failure as a person sees it: a code to act on, a sentence, and the raw detail one click away.
 *
 * Neither text ever holds a key: the crates that know keys strip them before they build a fault.
 */
export type Fault = {
  /** What the window does about it. */
  code: FaultCode,
  /** One or two sentences: what happened, and what to do. */
  message: string,
  /** The raw words of the other party, when there are any. */
  detail?: string,
  /**
   * What the provider does not take of the prompt, where it can be left out: offer to send it
   * again without that.
   */
  parameter?: Parameter, };

/** A code exists only where the window does something different because of it. */
export type FaultCode = "vault_missing" | "vault_locked" | "vault_late" | "history_unreadable" | "key_rejected" | "model_gone" | "rate_limited" | "provider_unreachable" | "not_a_provider" | "provider_failed" | "server_failed" | "server_gone" | "era_mismatch" | "call_failed" | "stopped" | "not_found" | "invalid" | "too_late" | "not_granted" | "internal";

/** What a server says that it can do beside running tools. */
export type Features = {
  /** Prompts to get. */
  prompts: boolean,
  /** Resources to read. */
  resources: boolean,
  /** To tell when a resource changes. */
  updates: boolean,
  /** Suggestions for arguments. */
  completions: boolean,
  /** Log messages, at a level that we choose. */
  logging: boolean, };

/** A channel of Tauri's. A flood of events arrives in few, large steps. */
export type Feed = { onmessage: (events: AppEvent[]) => void };

/** One field of a form. */
export type Field = {
  /** Its name, under which its value is sent. */
  name: string,
  /** What it is called. */
  title?: string,
  /** What it means. */
  description?: string,
  /** Whether there must be a value. */
  required: boolean,
  /** Whether `null` is a value of it, so that a required one may be left empty. */
  nullable: boolean,
  /** What goes into it. */
  kind: FieldKind, };

/** What goes into a field. */
export type FieldKind = { "kind": "text",
  /** Its form, where it has one. */
  format?: TextFormat,
  /** The fewest characters. */
  min_length?: number,
  /** The most characters. */
  max_length?: number,
  /** What it holds at first. */
  default?: string, } | { "kind": "number",
  /** Whether it is a whole one. */
  integer: boolean,
  /** Its bounds. */
  bounds: Bounds,
  /** What it holds at first. */
  default?: number, } | { "kind": "boolean",
  /** What it holds at first. */
  default?: boolean, } | { "kind": "one",
  /** The choices. */
  choices: Array<Alternative>,
  /** The value that is chosen at first. */
  default?: string, } | { "kind": "many",
  /** The choices. */
  choices: Array<Alternative>,
  /** The fewest. */
  min?: number,
  /** The most. */
  max?: number,
  /** The values that are chosen at first. */
  default?: Array<string>, };

/** What the history is narrowed to. Fields narrow; absent ones do not. */
export type Filter = {
  /** Words to find in any of the four texts. */
  text: string,
  /** Only this server. */
  server?: ServerId,
  /** Only this model. */
  model?: string,
  /** Only these states, by [`State::name`]; all when empty. */
  states: Array<string>, };

/** Whether a prompt fits into what a model takes. */
export type Fit = "fits" | "tight" | "too_long" | "unknown";

/** A resource that a person follows. */
export type Followed = {
  /** Its URI. */
  uri: string,
  /** When the server last said that it holds something else. */
  updated_at?: Timestamp, };

/** A point of decision. There are two. */
export type Gate = "prompt" | "reply";

/** How good a model is at what a server may wish for: 0 to 100, more is better. */
export type Grades = {
  /** How cheap it is. */
  cost?: number,
  /** How fast it is. */
  speed?: number,
  /** How clever it is. */
  intelligence?: number, };

/** The models a server may use. No grant, no generation; a person may always answer by hand. */
export type Grant = {
  /** The server. */
  server: ServerId,
  /** What it was when the grant was made. Another identity has no grant. */
  identity: Identity,
  /** Models by name. */
  models: Array<ModelRef>,
  /** Accounts of which it may use every model, also one that the provider offers only later. */
  accounts?: Array<AccountId>,
  /** Where the models must be. */
  place: Place,
  /** The one to take when the server has no wish that can be met; one that the grant allows. */
  default?: ModelRef,
  /** When it was made or last changed. */
  at: Timestamp, };

/** A header of a request. */
export type Header = {
  /** Its name. */
  name: string,
  /** Its value. */
  value: string, };

/** One header as the window sees and edits it. */
export type HeaderSetting = {
  /** Its name. */
  name: string,
  /**
   * Its new value; absent means "as it is", which holds for the same address only. Never set on the
   * way to the window.
   */
  value?: string, };

/**
 * What a server *is*: a digest over how it is started and the program itself, or its URL. Grants and rules
 * hold for one identity and die with it.
 */
export type Identity = string;

/** Context that a server may wish for. */
export type IncludeContext = "none" | "this_server" | "all_servers";

/** One line of an exchange's journal. */
export type JournalLine = {
  /** Its place. */
  seq: number,
  /** When. */
  at: Timestamp,
  /** What, by the event's name. */
  event: string,
  /** Who decided, where someone did. */
  by?: Signer,
  /** Whether the text was edited with it. */
  edited: boolean, };

export type JsonValue = number | string | boolean | Array<JsonValue> | { [key in string]: JsonValue } | null;

/** How it is known for how long a server waits. */
export type Known = "set" | "seen" | "runtime" | "sdk";

/** What is known of a model of an account, and what of it the person said. */
export type KnownModel = {
  /** The model's id. */
  model: string,
  /** What is known of it. */
  known: ModelKnown,
  /** What the person says of it. */
  says: Override, };

/** [`Launch`] as the window sees and edits it. */
export type LaunchSettings = { "kind": "demo" } | { "kind": "program",
  /** The program. */
  command: string,
  /** Its arguments. */
  args: Array<string>,
  /** Variables: names, and values only on their way in. */
  env: Array<EnvSetting>,
  /** Its working directory. */
  cwd?: string, } | { "kind": "remote",
  /** Where it is. */
  url: string,
  /** Headers: names, and values only on their way in. */
  headers: Array<HeaderSetting>, };

/** How much is left of something. */
export type Left = {
  /** How much. */
  left: number,
  /** Of how much, if the provider says. */
  of?: number,
  /** In how many seconds it is all there again, if the provider says. */
  again_s?: number, };

/** How much servers may ask for. Past a limit a server gets an error that says the limit. */
export type Limits = {
  /** Messages of one request. */
  messages: number,
  /** Bytes of one request: its texts, and its pictures and sounds as they travel. */
  bytes: number,
  /** Pictures and sounds of one request. */
  media: number,
  /** Bytes of one picture or sound, as a file. */
  media_bytes: number,
  /** Tools of one request. */
  tools: number,
  /** Requests that one server may have open. */
  open: number,
  /** Requests that all servers together may have open. */
  open_in_all: number, };

/** How much servers may ask for, and how far that can be set. */
export type LimitsView = {
  /** As it is now. */
  now: Limits,
  /** As it is where nobody has set anything. */
  sound: Limits,
  /** The most that can be set; the least is 1. */
  most: Limits, };

/** A page, as it would be opened. `before`, `host` and `after` together are the whole of it. */
export type Link = {
  /** What stands before the host. */
  before: string,
  /**
   * Whom one would visit, and the port where one is named. International names are written
   * in the letters that machines use (`xn--…`).
   */
  host: string,
  /** What stands behind it. */
  after: string,
  /** What to notice about it. */
  remarks: Array<LinkRemark>, };

/** Something that a reader should notice about a page's address. */
export type LinkRemark = { "kind": "not_encrypted" } | { "kind": "userinfo" } | { "kind": "punycode",
  /** How it reads. */
  reads: string, } | { "kind": "mixed_scripts",
  /** How it reads. */
  reads: string, } | { "kind": "number" } | { "kind": "near" } | { "kind": "rewritten",
  /** How. */
  as_sent: string, };

/** What a server lists beside its tools. */
export type ListKind = "prompts" | "resources";

/** A program that serves models on a person's own machine. */
export type LocalProgram = "ollama" | "lm_studio" | "llama_cpp" | "vllm";

/** A server of models that was found on this machine. */
export type LocalServer = {
  /** Which program it is, by the port on which it was found. */
  program: LocalProgram,
  /** Which wire format it is spoken to in. */
  kind: ProviderKind,
  /** Where it is. */
  base_url: string,
  /** What it lists. */
  models: Array<Model>, };

/** How much a log message matters, least first (RFC 5424). */
export type LogLevel = "debug" | "info" | "notice" | "warning" | "error" | "critical" | "alert" | "emergency";

/** One line of a server's log. */
export type LogLine = {
  /** When it came. */
  at: Timestamp,
  /** From where. */
  source: LogSource,
  /** How much it matters; of MCP log messages only. */
  level?: LogLevel,
  /** The text, without its line end. */
  text: string, };

/** Where a log line came from. */
export type LogSource = "stderr" | "stdout" | "message" | "countersign";

/** The prices of a long prompt and of the reply to it. */
export type Long = {
  /** From more tokens of prompt than this. */
  above: number,
  /** A token of the prompt. */
  input: Rate,
  /** A token of the reply. */
  output: Rate,
  /** A token of the prompt that the cache held. */
  cached?: Rate, };

/**
 * Something about a prompt that its model will not be given, because model or wire format do not
 * take it.
 */
export type Loss = { "kind": "temperature" } | { "kind": "stop_sequences",
  /** How many are sent, perhaps none. */
  sent: number, } | { "kind": "tool_choice" } | { "kind": "tool_failure" } | { "kind": "structured_output" } | { "kind": "tool_names",
  /** How many. */
  tools: number, } | { "kind": "moved_media" } | { "kind": "resources" } | { "kind": "continuation" } | { "kind": "max_tokens" } | { "kind": "tools" } | { "kind": "script" };

/** A prompt as it would be sent to a model, to learn what that model does not take of it. */
export type LossQuery = {
  /** The open exchange. */
  exchange: ExchangeId,
  /** The model. */
  model: ModelRef,
  /** The prompt that would be sent, where it differs from what was asked or was sent last. */
  edited?: Prompt, };

/** What MCP lets every block carry beside its content; kept, never interpreted. */
export type Marks = {
  /** `annotations` as received (audience, priority, last modified). */
  annotations?: JsonValue,
  /** `_meta` as received. */
  meta?: { [key in string]: JsonValue }, };

/** One message: who, and its blocks. */
export type Message = {
  /** Who speaks. */
  role: Role,
  /** At least one block. */
  content: Array<Content>,
  /** `_meta` as received. */
  meta?: { [key in string]: JsonValue }, };

/** A model as its provider lists it. */
export type Model = {
  /** Its id on the wire. */
  id: string,
  /** Its name for people, where the provider gives one. */
  name?: string,
  /** How many tokens of prompt it takes, where the provider says. */
  context?: number, };

/** Everything that is known of one model, and where from. */
export type ModelKnown = {
  /** The facts, all layers together. */
  facts: Facts,
  /** The grades, all layers together. */
  grades: Grades,
  /** Where the price is from; absent where none is known. */
  price_from?: Origin,
  /** Where the length of its prompts is from; absent where it is not known. */
  context_from?: Origin,
  /** Tokens a second as measured on this machine; absent where too little was. */
  speed?: number, };

/** A model of an account. */
export type ModelRef = {
  /** Whose key is used. */
  account: AccountId,
  /** The model's id as the provider names it. */
  model: string, };

/** An amount: nano-dollars. */
export type Money = number;

/** Why a model cannot take a prompt. */
export type Obstacle = { "kind": "no_key" } | { "kind": "images" } | { "kind": "audio" } | { "kind": "tools" } | { "kind": "context",
  /** How many tokens the prompt has at least. */
  tokens: number,
  /** How many it takes. */
  takes: number, };

/**
 * Something that a server did not say in the way of the protocol, though its meaning is certain.
 * `field` is the path to it in the request.
 */
export type Oddity = { "kind": "fraction",
  /** Where. */
  field: string, } | { "kind": "endless",
  /** Where. */
  field: string, } | { "kind": "priority",
  /** Where. */
  field: string, } | { "kind": "bare_text",
  /** Where. */
  field: string, } | { "kind": "base64",
  /** Where. */
  field: string, } | { "kind": "mime_type",
  /** Where. */
  field: string,
  /** The type that was given. */
  given: string,
  /** The type that it has. */
  taken: string, } | { "kind": "unknown",
  /** Where. */
  field: string, } | { "kind": "newer",
  /** Where. */
  field: string, } | { "kind": "more",
  /** How many. */
  count: number, };

/** What is known of a model, and what it may cost for one prompt. */
export type Offered = {
  /** The model. */
  model: ModelRef,
  /** What is known of it. */
  known: ModelKnown,
  /** What the prompt may cost with it. */
  estimate: Estimate,
  /** Whether the prompt fits into what it takes. */
  fit: Fit, };

/** The models that a server may use, in order, and what each may cost. */
export type Offers = {
  /** The order, and the reason for each place. */
  ranking: Ranking,
  /** What is known of each of them, in the same order, those that cannot take the prompt last. */
  models: Array<Offered>, };

/** A prompt as it stands on the card, to learn which models may take it and what they cost. */
export type OffersQuery = {
  /** The open exchange. */
  exchange: ExchangeId,
  /** The prompt, if it was edited. */
  edited?: Prompt, };

/** Where something that is known of a model is from. */
export type Origin = "person" | "provider" | "catalogue";

/** What came of an attempt. */
export type Outcome = { "kind": "reply",
  /** The reply. */
  reply: Reply, } | { "kind": "fault",
  /** Why. */
  fault: Fault,
  /** What had come before it failed. */
  partial?: Reply, };

/** A request as it would go out: a `POST`, or the standard input of a program. */
export type Outgoing = {
  /** Where to; empty for a program. */
  url: string,
  /** The program and its arguments, if one is started for it. */
  program?: Array<string>,
  /** Its headers; the key and the values of the person's own are not shown. */
  headers: Array<Header>,
  /** Its body, byte for byte. */
  body: string,
  /** The digest of the body, which the signature holds. */
  digest: Digest, };

/** A prompt as it would be sent to a model. */
export type OutgoingQuery = {
  /** The open exchange. */
  exchange: ExchangeId,
  /** The model. */
  model: ModelRef,
  /** The prompt, if it is edited. */
  edited?: Prompt, };

/** Where in what a program writes its answer is. */
export type Output = { "kind": "text" } | { "kind": "json",
  /** The place, as a JSON pointer (RFC 6901): `/result`. */
  at: string, };

/** What the person says of a model: it wins over every list. */
export type Override = {
  /** What it costs. */
  rates?: Rates,
  /** How many tokens of prompt it takes. */
  context?: number,
  /** Its grades. */
  grades?: Grades, };

/** One page, newest first. */
export type Page = {
  /** The lines. */
  rows: Array<Summary>,
  /** Where the next page begins; absent on the last one. */
  next?: ExchangeId, };

/** Something that a prompt can do without. */
export type Parameter = "temperature" | "stop_sequences" | "tool_choice" | "thinking";

/** What was set and seen of a server's patience. */
export type Patience = {
  /** Set by a person: for how many seconds it waits for the answer to a request that it pushed. */
  pushed?: number,
  /** Set by a person: for how many seconds it takes the answers to a round. */
  pulled?: number,
  /** Seen: after how many seconds it last took a request back because its time was up. */
  seen?: number, };

/** Where the models of a grant must be. */
export type Place = "anywhere" | "here";

/** Which model the server would like. Advice: the grant and the person decide. */
export type Preferences = {
  /** Names or parts of names, most wanted first. */
  hints: Array<string>,
  /** How much a low price matters, 0 to 1. */
  cost?: number,
  /** How much speed matters, 0 to 1. */
  speed?: number,
  /** How much intelligence matters, 0 to 1. */
  intelligence?: number, };

/** A provider to begin an account from. */
export type Preset = {
  /** What people call it; empty for a provider that is not known by name. */
  name: string,
  /** Which wire format it is asked in. */
  kind: ProviderKind,
  /**
   * Where it is; a part in capitals is for the person to fill in. Empty where only the person
   * knows, and of a program.
   */
  base_url: string,
  /** Whether it cannot be asked without a key. */
  key: boolean,
  /** How it is started, of a program. */
  program?: ProgramPreset, };

/**
 * A program that answers prompts, such as a command-line assistant with the person's own
 * subscription.
 */
export type Program = {
  /** The program: a path, or a name looked up on the login shell's `PATH`. */
  command: string,
  /** Its arguments, each as it is, no shell. `{model}` in one stands for the model's name. */
  args: Array<string>,
  /** Where in what it writes the answer is. */
  output: Output,
  /** The names that it is to be asked for. */
  models: Array<string>,
  /** How long it may take, in seconds. */
  seconds: number,
  /**
   * What the program was when the person agreed to it; it runs as long as it is that. The engine
   * sets it.
   */
  identity?: Identity, };

/** How a program is started that is known by name. */
export type ProgramPreset = {
  /** The program; empty for one that is not known by name. */
  command: string,
  /** Its arguments; `{model}` stands for the model's name. */
  args: Array<string>,
  /** Where in the JSON that it writes the answer is; absent where all that it writes is the answer. */
  at?: string,
  /** The names of models that it knows. */
  models: Array<string>, };

/** How far a call is. */
export type Progress = {
  /** So far. */
  done: number,
  /** Of how much, if the server knows. */
  total?: number,
  /** In words, if the server says. */
  message?: string, };

/** What a server asks a model, complete: nothing that MCP can say is left out. */
export type Prompt = {
  /** The conversation, oldest first. May be empty on arrival; an empty one cannot be sent to a model. */
  messages: Array<Message>,
  /** The system prompt. */
  system?: string,
  /** The most tokens the reply may have. An upper bound; never raised without a person. */
  max_tokens: number,
  /** As the server asked; its range is the provider's. */
  temperature?: number,
  /** Texts at which the model is to stop. */
  stop_sequences: Array<string>,
  /** Tools that the model may ask for; the server runs them. */
  tools: Array<Tool>,
  /** Whether the model may, must or must not use a tool; `None` when the server did not say. */
  tool_choice?: ToolChoice,
  /** Which model the server would like. */
  preferences: Preferences,
  /** Which context the server would like added. Shown, never acted on by itself. */
  include_context: IncludeContext,
  /** Provider-specific wishes; shown, not forwarded. */
  metadata?: { [key in string]: JsonValue },
  /** `_meta` of the request as received; for the protocol, not for a model. */
  meta?: { [key in string]: JsonValue }, };

/** What a prompt wants to know: a text. */
export type PromptArgument = {
  /** Its name on the wire. */
  name: string,
  /** Its name for people. */
  title?: string,
  /** What it means. */
  description?: string,
  /** Whether the prompt cannot be got without it. */
  required: boolean, };

/** The prompts that a server lists. */
export type PromptList = {
  /** In the server's order. */
  prompts: Array<ServerPrompt>,
  /** Whether it lists more than are taken. */
  more: boolean,
  /** For how many milliseconds the server says that the list holds; absent when it does not say. */
  holds_ms?: number, };

/** Which protocol to speak with a server. */
export type Protocol = "auto" | "modern" | "legacy";

/** A wire format. */
export type ProviderKind = "anthropic" | "openai" | "openai_responses" | "gemini" | "ollama" | "command";

/** One page of what a filter leaves. */
export type Query = {
  /** Only older than this: the cursor of the page before. */
  before?: ExchangeId,
  /** How many, at most 500. */
  limit: number,
  /** Words to find in any of the four texts. */
  text: string,
  /** Only this server. */
  server?: ServerId,
  /** Only this model. */
  model?: string,
  /** Only these states, by [`State::name`]; all when empty. */
  states: Array<string>, };

/** What a server wants to know from the person. */
export type Question = { "mode": "form",
  /** Why, in the server's words. */
  message: string,
  /** Its fields, in the server's order. */
  fields: Array<Field>,
  /** The schema that an answer must fit, as it arrived. */
  schema: { [key in string]: JsonValue }, } | { "mode": "url",
  /** Why, in the server's words. */
  message: string,
  /** The page. */
  link: Link,
  /** Under which name the server says that the visit is over (2025-11-25 only). */
  name?: string, } | { "mode": "unfit",
  /** Its JSON as it arrived. */
  raw: string, };

/** The models that a server may use for a prompt, in order. */
export type Ranking = {
  /** Those that can take the prompt, best first. */
  candidates: Array<Choice>,
  /** Those that cannot, and why. */
  unfit: Array<Unfit>, };

/** A price: micro-dollars for a million tokens. The same number is pico-dollars for one. */
export type Rate = number;

/** What a model costs, as of the day of the list. */
export type Rates = {
  /** A token of the prompt. */
  input: Rate,
  /** A token of the reply, reasoning included. */
  output: Rate,
  /** A token of the prompt that the provider's cache held. As `input` where it is not known. */
  cached?: Rate,
  /** A token of sound in the prompt. As `input` where it is not known. */
  audio?: Rate,
  /** What all of it costs once a prompt is long. */
  long?: Long, };

/** Why a model is where it is. */
export type Reason = { "kind": "hint",
  /** The hint. */
  hint: string, } | { "kind": "family",
  /** The hint. */
  hint: string,
  /** The family. */
  family: string, } | { "kind": "equivalent",
  /** The hint. */
  hint: string,
  /** The family that the hint names. */
  family: string,
  /** The class of both. */
  class: Class, } | { "kind": "wishes",
  /** Its grades, for what the server says matters to it. */
  grades: Grades,
  /** Its points: the grades weighed by the wishes, 0 to 100. */
  points: number, } | { "kind": "default" } | { "kind": "only" } | { "kind": "first" } | { "kind": "allowed" };

/** Something about a prompt that a person should notice before signing. */
export type Remark = { "kind": "no_messages" } | { "kind": "no_room" } | { "kind": "huge_limit",
  /** What was asked for. */
  max_tokens: number, } | { "kind": "huge_text",
  /** UTF-8 bytes of all text. */
  bytes: number, } | { "kind": "other_content",
  /** How many blocks. */
  blocks: number, } | { "kind": "unbalanced",
  /** In which message, counted from 0. */
  message: number, } | { "kind": "no_tools" } | { "kind": "odd",
  /** What. */
  oddity: Oddity, };

/** What goes back to the server once it is signed. */
export type Reply = {
  /** Its blocks, at least one. */
  content: Array<Content>,
  /** The model that wrote it, as the provider names it; [`PERSON`] when a person did. */
  model: string,
  /** Why the writing ended. */
  stop_reason: string,
  /** What it used, as the provider reported it. */
  usage?: Usage,
  /** The provider's id of the request, for its support. */
  request_id?: string, };

/** Something about a reply that a person should notice before signing. */
export type ReplyRemark = { "kind": "unknown_tool",
  /** The id of the use. */
  id: string,
  /** The tool's name. */
  tool: string, } | { "kind": "arguments",
  /** The id of the use. */
  id: string,
  /** The tool's name. */
  tool: string,
  /** Where in the arguments, as a JSON pointer; empty for the whole. */
  at: string,
  /** What is wrong there. */
  why: string, } | { "kind": "unchecked",
  /** The id of the use. */
  id: string,
  /** The tool's name. */
  tool: string,
  /** Why. */
  why: string, };

/** A resource of a server. */
export type Resource = {
  /** Its URI: what it is read by. */
  uri: string,
  /** Its name. */
  name: string,
  /** Its name for people. */
  title?: string,
  /** What it holds. */
  description?: string,
  /** Its kind. */
  mime_type?: string,
  /** Its size in bytes, as the server says. */
  size?: number,
  /** Its `annotations` as received: for whom it is, and how important. */
  annotations?: { [key in string]: JsonValue }, };

/** The resources that a server lists, and the patterns of those that it does not. */
export type ResourceList = {
  /** In the server's order. */
  resources: Array<Resource>,
  /** In the server's order. */
  templates: Array<ResourceTemplate>,
  /** Whether it lists more than are taken. */
  more: boolean,
  /** For how many milliseconds the server says that the list holds; absent when it does not say. */
  holds_ms?: number, };

/** A pattern of resources: a URI once its variables have values. */
export type ResourceTemplate = {
  /** The pattern (RFC 6570). */
  uri_template: string,
  /** Its name. */
  name: string,
  /** Its name for people. */
  title?: string,
  /** What such resources hold. */
  description?: string,
  /** The kind of all of them. */
  mime_type?: string, };

/** One block inside a tool result. */
export type ResultContent = { "kind": "text",
  /** The text. */
  text: string,
  /** Annotations and `_meta`. */
  marks?: Marks, } | { "kind": "image",
  /** Base64, as received. */
  data: string,
  /** For example `image/png`. */
  mime_type: string,
  /** Annotations and `_meta`. */
  marks?: Marks, } | { "kind": "audio",
  /** Base64, as received. */
  data: string,
  /** For example `audio/wav`. */
  mime_type: string,
  /** Annotations and `_meta`. */
  marks?: Marks, } | { "kind": "resource",
  /** `{uri, mimeType?, text | blob}`. */
  resource: { [key in string]: JsonValue },
  /** Annotations and `_meta`. */
  marks?: Marks, } | { "kind": "resource_link",
  /** `{uri, name, …}`. */
  link: { [key in string]: JsonValue }, };

/** The reply that was signed. */
export type Returned = {
  /** The reply. */
  reply: Reply,
  /** Which attempt it came from. */
  attempt: number,
  /** Who signed. */
  by: Signer,
  /** What was wrong with it, which the person had seen and signed all the same. */
  despite?: Array<ReplyRemark>, };

/** Who speaks. MCP sampling has no "system" role; the system prompt travels beside the messages. */
export type Role = "user" | "assistant";

/** One round of pulled requests. */
export type Round = {
  /** Counted from 1 within the call. */
  number: number,
  /** The server's key for this request, unique within the round. */
  key: string,
  /** How many requests the round holds. */
  of: number,
  /** Where this one stands among them, in the server's order, counted from 0. */
  place: number,
  /** When the round arrived. A server's state that comes back too long after that may be refused. */
  arrived_at: Timestamp, };

/**
 * A standing decision: sign, at both gates, what one server asks, until Countersign quits or the
 * terminal run ends. It is never written down, so it cannot outlive either.
 */
export type Rule = {
  /** Its id, which its signatures carry. */
  id: RuleId,
  /** The server it is about. */
  server: ServerId,
  /** What the server was when the rule was made. Another identity is asked about. */
  identity: Identity,
  /** The model that is to write. */
  model: ModelRef,
  /** When it was made. */
  at: Timestamp, };

/**
 * A standing decision that a person made.
 *
 * A UUID of version 7: ids sort by the time they were made. Made outside this crate.
 */
export type RuleId = string;

/** The prompt that was last signed. */
export type Sent = {
  /** The prompt. */
  prompt: Prompt,
  /** Who was to write the reply. */
  target: Target,
  /** Who signed. */
  by: Signer,
  /** The digest of the bytes that went to the model, where they were known. */
  digest?: Digest, };

/** A server that occurs in the history. */
export type ServerFacet = {
  /** The server, installed still or not. */
  id: ServerId,
  /** Its newest name. */
  name: string, };

/**
 * An installed MCP server.
 *
 * A UUID of version 7: ids sort by the time they were made. Made outside this crate.
 */
export type ServerId = string;

/** A prompt of a server, to be filled in. */
export type ServerPrompt = {
  /** Its name on the wire. */
  name: string,
  /** Its name for people. */
  title?: string,
  /** What it is for. */
  description?: string,
  /** What it wants to know. */
  arguments: Array<PromptArgument>, };

/** A server's settings as the window sees them: names of variables and headers without values. */
export type ServerSettings = {
  /** What the person calls it. */
  name: string,
  /** How it is started. */
  launch: LaunchSettings,
  /** Which protocol to speak. */
  protocol: Protocol,
  /** Whether it may ask a model at all. */
  sampling: boolean,
  /** Whether it may ask the person. */
  elicitation: boolean,
  /**
   * The folders that it is told it may work in, absolute; absent: it is not told that it could
   * ask for them.
   */
  roots?: Array<string>,
  /** Whether the model may ask for tools in what it asks. */
  sampling_tools: boolean,
  /** From which level on it is to send log messages; its own choice when absent. */
  log_level?: LogLevel, };

/** What a server does right now. */
export type ServerState = { "name": "stopped" } | { "name": "starting" } | { "name": "running",
  /** The era of its revision. */
  era: Era,
  /** The protocol revision agreed on. */
  revision: string,
  /** What it calls itself. */
  title: string,
  /** Its version, as it says. */
  version: string,
  /** Since when. */
  since: Timestamp,
  /** What it says that it can do beside running tools. */
  features: Features, } | { "name": "stopping" } | { "name": "failed",
  /** Why. */
  fault: Fault,
  /** When. */
  at: Timestamp, };

/** An installed server. */
export type ServerView = {
  /** Its id. */
  id: ServerId,
  /** Its settings, without environment values. */
  settings: ServerSettings,
  /** What it does right now. */
  state: ServerState,
  /** Its tools; empty unless it runs. */
  tools: Array<Tool>,
  /** The resources that a person follows, oldest first; empty unless it runs. */
  followed: Array<Followed>,
  /** Whether its identity changed since its grant was made; the grant is then void. */
  changed: boolean,
  /** What was set and seen of how long it waits for an answer. */
  patience: Patience,
  /** How long it is likely to wait for an answer. */
  waits: Waits, };

/** How the messages of the turn before were signed. */
export type Signed = "as_they_stand" | "changed" | "by_rule";

/** Who decides. */
export type Signer = { "kind": "person" } | { "kind": "rule",
  /** The rule. */
  rule: RuleId, };

/** Everything the window needs to draw itself, as of one instant. */
export type Snapshot = {
  /** Countersign's own version. */
  version: string,
  /** Where history and keys are kept. */
  storage: Storage,
  /** Installed servers, by name. */
  servers: Array<ServerView>,
  /** Provider accounts, by name. */
  accounts: Array<AccountView>,
  /** The models each server may use. */
  grants: Array<Grant>,
  /** Rules in force. */
  rules: Array<Rule>,
  /** How much servers may ask for. */
  limits: LimitsView,
  /** The providers that are known by name, and last the one that is not. */
  presets: Array<Preset>,
  /** The list of prices and limits in force. */
  catalogue: CatalogueView,
  /** Open exchanges, oldest first. */
  open: Array<Summary>,
  /** Questions to the person that are open, oldest first. */
  elicitations: Array<Elicitation>,
  /** Calls of this session, newest last, at most [`CALLS_KEPT`]. */
  calls: Array<CallView>, };

/** Where a catalogue is from. */
export type Source = {
  /** Who keeps the list. */
  name: string,
  /** Its version, where it has one. */
  version?: string,
  /** The day as of which it is, as `2026-11-25`. */
  date: string,
  /** Under which licence it is. */
  licence: string,
  /** Where it is. */
  url: string, };

/** For how long a signature holds. */
export type Span = "once" | "session";

/** What was used and what it cost, over any number of attempts. */
export type Spend = {
  /** How many attempts of models. */
  attempts: number,
  /** Tokens of prompts, as reported. */
  input: number,
  /** Of these: read from the provider's cache. */
  cached: number,
  /** Tokens of replies, as reported. */
  output: number,
  /** Of these: spent on thinking. */
  reasoning: number,
  /** What is known of the cost. */
  cost: Money,
  /** Attempts whose cost is not known: the true cost is then at least `cost`. */
  unpriced: number, };

/** Of what a sum is wanted, other than of a filter ([`Total`]). */
export type SpendOf = { "kind": "exchange", "id": ExchangeId } | { "kind": "call", "id": CallId } | { "kind": "account", "id": AccountId };

/** Where a question stands. */
export type Standing = { "name": "waiting" } | { "name": "opened" } | { "name": "accepted",
  /** What the server was sent; nothing for a page. */
  content?: { [key in string]: JsonValue }, } | { "name": "declined" } | { "name": "cancelled" } | { "name": "failed",
  /** Why. */
  fault: Fault, } | { "name": "withdrawn",
  /** Why. */
  why: Withdrawal, };

/** Where an exchange stands. */
export type State = { "name": "received" } | { "name": "prompt_review" } | { "name": "generating" } | { "name": "reply_review" } | { "name": "released" } | { "name": "refused",
  /** At which gate. */
  gate: Gate,
  /** Who. */
  by: Signer,
  /** The reason that the server is told, if one was given. */
  reason?: string, } | { "name": "failed",
  /** Why. */
  fault: Fault, } | { "name": "withdrawn",
  /** Why. */
  why: Withdrawal, };

/** Where history and keys are kept. */
export type Storage = { "kind": "opening" } | { "kind": "kept" } | { "kind": "session_only" } | { "kind": "unavailable",
  /** What is wrong and what to do. */
  fault: Fault, };

/** One exchange as one line: for the queue and for the history. */
export type Summary = {
  /** The exchange. */
  id: ExchangeId,
  /** The server that asked. */
  server: ServerId,
  /** Its name at that time. */
  server_name: string,
  /** How the request arrived. */
  door: Door,
  /** The protocol revision. */
  revision: string,
  /** The call that caused it, where that is certain. */
  call?: CallId,
  /** What was called and so caused it, as far as that is known. */
  called?: Called,
  /** The round of a pulled request. */
  round?: Round,
  /** The model that writes or wrote; `human` for a person. */
  model?: string,
  /** Where it stands in a conversation that the same call began. */
  turn?: Turn,
  /** Where it stands. */
  state: State,
  /** The start of the newest text, or why the request was not taken; at most 200 characters. */
  preview: string,
  /** When it arrived. */
  opened_at: Timestamp,
  /** When it last changed; for a closed one, when it closed. */
  changed_at: Timestamp,
  /** What it used, over all attempts. */
  usage?: Usage,
  /** What it cost, over all attempts; absent where that of one is not known. */
  cost?: Money,
  /** Whether the prompt or the reply was edited by a person. */
  edited: boolean,
  /** Whether the server is told, while it waits, that somebody is at it: it gave a token for that. */
  kept_informed?: boolean, };

/** Who is to write the reply. */
export type Target = { "kind": "model",
  /** Which. */
  model: ModelRef, } | { "kind": "person" };

/** The form of a text, as JSON Schema has it. */
export type TextFormat = "email" | "uri" | "date" | "date-time";

/**
 * What a model thought on the way to a reply.
 *
 * Providers want some of it back, unchanged, when the results of the tools come that the reply
 * asks for; MCP has no place for it.
 */
export type Thinking = {
  /** Its words, as far as the provider shows them; perhaps none. */
  text: string,
  /** The wire format of `records`. */
  kind: ProviderKind,
  /**
   * The uses of tools in the reply, by their ids. Where a conversation holds just these, it is
   * this reply that comes back.
   */
  uses: Array<string>,
  /** What the provider wants back. */
  records: Array<Thought>, };

/** A piece of thinking as its provider wants it back. */
export type Thought = {
  /** How many blocks of the reply come before it. */
  before: number,
  /** The provider's own JSON. */
  value: JsonValue, };

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Timestamp = number;

/** How long a reply took. */
export type Timing = {
  /** Milliseconds from sending to the first piece of text; absent if none came. */
  first_ms?: number,
  /** Milliseconds from sending to the end. */
  total_ms: number, };

/** From so many tokens to so many. */
export type Tokens = {
  /** At least about so many. */
  low: number,
  /** At most about so many. */
  high: number, };

/** A tool's definition: of a prompt (the model may ask for it) or of a server (a person may run it). */
export type Tool = {
  /** Its name on the wire. */
  name: string,
  /** Its name for people. */
  title?: string,
  /** What it does. */
  description?: string,
  /** JSON Schema (2020-12) of its arguments. */
  input_schema: { [key in string]: JsonValue },
  /** Every further field of the definition, as received. */
  rest?: { [key in string]: JsonValue }, };

/** Whether the model may use tools. */
export type ToolChoice = "auto" | "required" | "none";

/** What a filter leaves, all pages together. */
export type Total = {
  /** How many exchanges. */
  exchanges: number,
  /** What their attempts used and cost. */
  spend: Spend, };

/** Where a request stands among those that it goes on from. */
export type Turn = {
  /** Which turn it is, counted from 1; the first one is not known to be one until there is a second. */
  number: number,
  /** The exchange that was turn 1. */
  first: ExchangeId,
  /** The exchange that it goes on from. */
  previous: ExchangeId,
  /** How many of its messages, from the first on, the turn before held or was answered with. */
  known: number,
  /** How those messages were signed then. */
  signed: Signed, };

/** A model that the server may use and that cannot take the prompt. */
export type Unfit = {
  /** The model. */
  model: ModelRef,
  /** Why not, most pressing first. */
  why: Array<Obstacle>, };

/** Tokens, as the provider reported them. A figure that was not reported is absent, never 0. */
export type Usage = {
  /** Tokens of the prompt, cached ones included. */
  input?: number,
  /** Tokens of the reply, reasoning included. */
  output?: number,
  /** Of `input`: read from the provider's cache. */
  cached?: number,
  /** Of `output`: spent on thinking. */
  reasoning?: number, };

/** How long a server is likely to wait for an answer, from the arrival of its request. */
export type Wait = { "kind": "endless" } | { "kind": "likely",
  /** Seconds. */
  seconds: number,
  /** How that is known. */
  known: Known, } | { "kind": "unknown" };

/** How long a server is likely to wait for an answer, from the arrival of its request. */
export type Waits = {
  /** To a request that it pushes. */
  pushed: Wait,
  /** To the requests of a round. */
  pulled: Wait, };

/** What a call asks for. */
export type What = { "kind": "tool",
  /** Its name. */
  tool: string,
  /** Its arguments. */
  arguments: { [key in string]: JsonValue }, } | { "kind": "prompt",
  /** Its name. */
  prompt: string,
  /** Its arguments, by name. */
  arguments: { [key in string]: string }, } | { "kind": "resource",
  /** Its URI. */
  resource: string, };

/** Why nobody waits any more. */
export type Withdrawal = "server_cancelled" | "server_gave_up" | "call_cancelled" | "call_ended" | "server_gone" | "round_refused" | "app_closed";

/** What a model has written so far. */
export type Writing = {
  /** The last delta that `text` holds. */
  seq: number,
  /** The text so far. */
  text: string,
  /** The thinking so far, which is shown and never returned. */
  thinking?: string, };
