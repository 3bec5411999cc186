/// The content of one profile: a provider, and its own prices and errors.
///
/// The lists of fields in this file contain everything that a profile can set. Each quirk of a provider is one entry.
struct Profile: Sendable {
    var provider: Provider
    /// The profile's own prices, without those that it inherits.
    var prices: [Price] = []
    /// The profile's own errors, without those that it inherits.
    var errors: [ErrorEntry] = []

    static let fields: [ProfileField<Profile>] = [
        ProfileField(
            "like",
            "the provider that the profile begins with: a built-in one, or one that stands before it. Without `like`, a profile with the "
                + "name of a built-in provider changes that one; another one begins with the provider at the host of `base_url`, "
                + "or else with any server of the chat completions API. `null` means such a server too",
            // This member is read before all others.
            read: { _, _, _ in },
            write: { profile in { $0.string(profile.provider.family) } }),
        ProfileField("title", \.provider.title, .line, "the name for people"),
        ProfileField("base_url", \.provider.baseURL, .baseURL, "the URL of the API; `/chat/completions` is appended to it"),
        ProfileField(
            "key_env", \.provider.keyVariable, .variable, "the environment variable that holds the key; null if the server needs none"),
        ProfileField("default_model", \.provider.defaultModel, .lineOrNull, "the model for jobs that name none"),
        ProfileField(
            "headers", \.provider.extraHeaders, .headers,
            "headers of its requests besides those of the API: `{\"x-team\": \"evaluation\"}`. None may hold a key"),
        ProfileField("limits", \.provider, .object(Provider.limitFields), "[limits](#limits) of the account"),
        ProfileField("deadlines", \.provider.deadlines, .object(Deadlines.fields), "[time limits](#deadlines) of an attempt"),
        ProfileField(
            "prices", "prices of its models, in the form of [prices.md](prices.md) without `provider`",
            read: { value, reader, profile in profile.prices = reader.readPrices(value, of: profile.provider.name) },
            write: { profile in { PriceFile.write(profile.prices, to: &$0) } }),
        ProfileField("quirks", \.provider, .object(Provider.quirkFields), "[how its API differs](#quirks) from others"),
        ProfileField("errors", \.errors, .errors, "[the meaning of its error statuses](#errors)"),
        ProfileField("pages", \.provider.pages, .object(ProviderPages.fields), "[free pages](#pages) of its API"),
        ProfileField("documentation", \.provider.documentation, .line, "the page that the data comes from"),
    ]
}

extension Provider {
    static let quirkFields: [ProfileField<Provider>] = [
        ProfileField(
            "reasoning_member", \.reasoningMember, .word,
            "the member of messages that carries the chain of thought: `\"reasoning_content\"` (DeepSeek, SGLang, llama.cpp) or "
                + "`\"reasoning\"` (vLLM, Together.ai, OpenRouter, Ollama)"),
        ProfileField(
            "think_tags", \.splitsThinkTags, .flag,
            "answers may contain reasoning between `<think>` and `</think>`, which is taken out of the answer"),
        ProfileField(
            "reasoning_details", \.echoesReasoningDetails, .flag,
            "messages that call tools are sent back with their `reasoning_details`"),
        ProfileField(
            "stream_options", \.takesStreamOptions, .flag,
            "it knows `\"stream_options\": {\"include_usage\": true}`, so that streams report their usage"),
        ProfileField(
            "prefix", \.completesPrefixes, .flag, "it continues a reply that the request begins: a turn's `prefix`, or a truncated reply"),
        ProfileField("repeats_prefix", \.repeatsPrefixes, .flag, "its reply repeats the prefix (Mistral), which is then removed"),
        ProfileField(
            "completions", \.completesTexts, .flag,
            "it completes a bare text (`\"api\": \"fim\"` without `suffix`, at `POST /completions`)"),
        ProfileField("fim", \.fillsGaps, .flag, "it fills in the middle (`\"api\": \"fim\"`, with `suffix` or without)"),
        ProfileField(
            "beta_path", \.betaPath, .path,
            "the path for FIM and prefixes, such as `\"/beta\"`. It replaces `/v1` at the end of the base URL, or follows the base URL; "
                + "null for the base URL itself"),
        ProfileField(
            "sessions", \.sessions, .orNull(.object(SessionNames.fields), SessionNames()),
            "[the names](#sessions) under which requests carry their conversation's id; null if it knows no sessions"),
        ProfileField(
            "responses", \.responses, .orNull(.word, .none),
            "the Responses API (`\"api\": \"responses\"`): `\"documented\"` if it keeps the history, `\"unproven\"` if it may, `\"none\"` "
                + "if it does not; null if it does not offer that API"),
        ProfileField("cost", \.costReport, .cost, "[where it reports the cost](#cost) of a reply, in dollars; null if it does not"),
    ]

    static let limitFields: [ProfileField<Provider>] = [
        ProfileField("concurrency", \.limits.concurrency, .count(most: mostConcurrent), "the most requests in flight"),
        ProfileField("rpm", \.limits.requestsPerMinute, .count(), "the most requests a minute"),
        ProfileField("tpm", \.limits.tokensPerMinute, .count(), "the most tokens a minute, input and output"),
        ProfileField(
            "ceilings", \.concurrencyCeilings, .ceilings,
            "the most requests in flight that adaptive concurrency may reach, by the beginning of the model's name: "
                + "`[{\"model_prefix\": \"deepseek-v4-pro\", \"concurrency\": 500}]`. The first match counts; `\"\"` matches all models"),
    ]

    static let mostConcurrent = 100_000
}

extension Deadlines {
    static let fields: [ProfileField<Deadlines>] = [
        ProfileField("connect", \.connect, .duration, "for connecting (10s)"),
        ProfileField("idle", \.idle, .duration, "between two pieces of a response (11m)"),
        ProfileField("attempt", \.attempt, .duration, "for the whole attempt (1h)"),
    ]
}

extension SessionNames {
    static let fields: [ProfileField<SessionNames>] = [
        ProfileField("headers", \.headers, .names { $0.checkHeader($1, at: $2) }, "names of headers"),
        ProfileField("members", \.members, .names { $0.checkBodyMember($1, at: $2) }, "names of members of the request's body"),
        ProfileField("metadata", \.metadataMembers, .names(), "names of members of `metadata` in the body"),
    ]
}

extension CostReport {
    static let fields: [ProfileField<CostReport>] = [
        ProfileField("header", \.header, .headerOrAbsent, "the header of the response that holds it. Zero there means that it is unknown"),
        ProfileField(
            "usage", \.usageMember, .lineOrAbsent,
            "the member of `usage` that holds it. If both are given, the header comes first, and zero means unknown in both"),
    ]
}

extension ProviderPages {
    static let fields: [ProfileField<ProviderPages>] = [
        ProfileField("models", \.models, .path, "the path of the list of models, such as `\"/models\"`"),
        ProfileField("balance", \.balance, .path, "the path of the account's balance"),
        ProfileField(
            "unlisted_models", \.unlistedModels, .orNull(.names(), []),
            "models that exist without being listed; `[]` if the list is complete. Other names are then refused. null if the list says "
                + "nothing of other names"),
    ]
}
