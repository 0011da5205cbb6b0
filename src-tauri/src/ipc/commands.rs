commands! {
    /// Everything the window draws, and from then on every change, in order and without a gap.
    subscribe(channel: Feed) -> Snapshot;

    /// Asks the keychain and opens the history once more.
    retry_storage();
    /// Keeps history and keys in memory until quit: nothing is written to disk.
    use_session_only();
    /// Moves a history that cannot be read aside, and begins a new one. Nothing is deleted.
    set_history_aside();

    /// Adds a server, or changes the one with this id. A running one goes on as it was started.
    save_server(id: Option<ServerId>, settings: ServerSettings) -> ServerId;
    /// Stops a server and removes it with its grant and rules. Its history stays.
    remove_server(id: ServerId);
    /// Starts a server. That it runs, or why not, arrives as an event.
    start_server(id: ServerId);
    /// Stops a server; what it waits for is withdrawn.
    stop_server(id: ServerId);
    /// A server's log of this session, oldest line first.
    server_log(id: ServerId) -> Vec<LogLine>;

    /// Sets for how many seconds a server waits for an answer to a request that it pushed, and to a
    /// round; absent: as it is seen or usual.
    set_patience(server: ServerId, pushed: Option<u32>, pulled: Option<u32>);

    /// Runs a tool. Progress and result arrive as events of the call.
    run_tool(server: ServerId, tool: String, arguments: Map<String, Value>) -> CallId;
    /// Gets a prompt of a server, filled in. The result arrives as an event of the call.
    get_prompt(server: ServerId, prompt: String, arguments: BTreeMap<String, String>) -> CallId;
    /// Reads a resource of a server. The result arrives as an event of the call.
    read_resource(server: ServerId, resource: String) -> CallId;
    /// Runs a call that is over once more, the same in every part. With a protocol, its server is started
    /// anew with that first, and it is kept.
    run_again(call: CallId, protocol: Option<Protocol>) -> CallId;
    /// A server's prompts, asked for now.
    list_prompts(server: ServerId) -> PromptList;
    /// A server's resources and the patterns of others, asked for now.
    list_resources(server: ServerId) -> ResourceList;
    /// Suggestions while an argument is typed. A later question of the same server ends this one.
    complete_argument(server: ServerId, query: CompletionQuery) -> Completion;
    /// Begins or ends to follow a resource: the server's view tells when it changes.
    follow_resource(server: ServerId, uri: String, on: bool);
    /// Cancels a running call; its open exchanges are withdrawn.
    cancel_call(id: CallId);

    /// Lets a call go on that pauses after many rounds.
    go_on(id: CallId);

    /// Adds or changes an account, puts its key into the vault, and tests it at once.
    save_account(account: AccountEdit) -> AccountId;
    /// Removes an account and its key.
    remove_account(id: AccountId);
    /// Asks the provider for its models. What it said arrives as an event.
    test_account(id: AccountId);
    /// Runs the program of an account once with a short sentence, and gives back its answer.
    try_program(id: AccountId) -> String;

    /// Servers of models on this machine that no account is at yet.
    find_local() -> Vec<LocalServer>;
    /// What is known of the models that an account lists: prices, limits, grades.
    known_models(account: AccountId) -> Vec<KnownModel>;

    /// Keeps what the person says of a model: price, limit, grades. Nothing forgets it.
    set_override(model: ModelRef, says: Override);
    /// Fetches the newest public list of prices and limits.
    fetch_catalogue();
    /// Goes back to the list that came with the app.
    forget_catalogue();
    /// Has the newest list fetched by itself, once a day at the start, or no longer.
    fetch_catalogue_daily(on: bool);

    /// Lets a server use these models. Replaces the grant that it had.
    set_grant(server: ServerId, access: Access);
    /// Takes a server's grant away, for exchanges that already wait as well.
    revoke_grant(server: ServerId);
    /// Ends a rule at once.
    revoke_rule(id: RuleId);

    /// Sets how much servers may ask for, from their next request on.
    save_limits(limits: Limits);

    /// One exchange in full, open or closed.
    get_exchange(id: ExchangeId) -> ExchangeDetail;
    /// A request's JSON as it arrived.
    raw_request(id: ExchangeId) -> String;
    /// The turns of the conversation that an exchange is part of, oldest first.
    exchange_thread(id: ExchangeId) -> Vec<Summary>;
    /// What to notice about a reply as it would be signed.
    check_reply(id: ExchangeId, reply: Box<Reply>) -> Vec<ReplyRemark>;
    /// Signs, refuses or stops. `seen` is the number of events that the person has seen of the
    /// exchange: when it has moved on since, nothing is decided and the fault is `too_late`.
    decide_exchange(id: ExchangeId, seen: u32, decision: Decision);
    /// Answers a question of a server: yes, no, or neither. A page must have been opened before.
    answer_elicitation(id: ElicitationId, answer: Answer);
    /// Opens the page of a question in the system's browser.
    open_elicitation(id: ElicitationId);
    /// Forgets what a model thought for the server that asks, so that it is not given back to it.
    forget_thinking(id: ExchangeId, model: ModelRef);
    /// What would go out to a model, to the byte.
    show_outgoing(query: OutgoingQuery) -> Outgoing;
    /// The models for an open exchange in order, and what each may cost, with the prompt as it was edited.
    model_offers(query: OffersQuery) -> Offers;
    /// Which models a server would get for a request that nobody has made.
    dry_run(query: DryRun) -> Offers;
    /// What of these settings the model would not take.
    model_losses(query: LossQuery) -> Vec<Loss>;

    /// One page of the history, newest first.
    list_history(query: Query) -> Page;
    /// The questions to the person that arrived from `since` on and before `until`, newest first, at
    /// most 500.
    list_elicitations(server: Option<ServerId>, since: Timestamp, until: Timestamp) -> Vec<Elicitation>;
    /// What a filter leaves, all pages together. A later question ends this one.
    history_total(filter: Filter) -> Total;
    /// What the history can be filtered by.
    history_facets() -> Facets;
    /// What was used and what it cost, as far as is known, of something else than a filter.
    spend(of: SpendOf) -> Spend;
}
