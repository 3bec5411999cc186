// Servers that users run themselves. Each has its default port and needs no key.

extension Provider {
    /// vLLM (`vllm serve`, https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html).
    package static let vllm = Provider(name: "vllm", title: "vLLM", baseURL: "http://127.0.0.1:8000/v1") {
        $0.errors = ofVLLM
        $0.takesStreamOptions = true
        $0.completesTexts = true
        // It needs --reasoning-parser; without it, reasoning stays in the text
        // (https://docs.vllm.ai/en/latest/features/reasoning_outputs.html).
        $0.reasoningMember = .reasoning
        $0.splitsThinkTags = true
        // Histories are kept with VLLM_ENABLE_RESPONSES_API_STORE=1. Otherwise the id is not found.
        $0.responses = .unproven
        $0.pages = ProviderPages(models: "/models")
        $0.documentation = "https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html"
    }

    private static let ofVLLM = ErrorTable([
        ErrorEntry(
            400...400, code: "invalid_request", title: "BadRequestError", meaning: "The server does not accept the request's form.",
            handling: .reject, advice: "Correct the job's members as the message says."),
        keyOfTheServer,
        ErrorEntry(
            404...404, code: "not_found", title: "NotFoundError", meaning: "The server does not serve the model.", handling: .stop,
            advice: "Name the model as the server lists it, then resume the run."),
        ErrorEntry(
            500...500, code: "server_error", title: "InternalServerError", meaning: "The server has failed.", handling: .retry,
            advice: "Nothing need be done; if it persists, look at the server's log."),
        ErrorEntry(
            501...501, code: "invalid_parameters", title: "NotImplementedError", meaning: "The server cannot do what is asked.",
            handling: .reject, advice: "Leave the parameter out that the message names."),
        ErrorEntry(
            503...503, code: "overloaded", title: "ServiceUnavailable", meaning: "The server is not ready, or has too much to do.",
            handling: .retry, advice: Advice("Nothing need be done.", .lowerConcurrency)),
    ])

    /// SGLang (`python -m sglang.launch_server`, https://docs.sglang.ai/basic_usage/openai_api_completions.html).
    package static let sglang = Provider(name: "sglang", title: "SGLang", baseURL: "http://127.0.0.1:30000/v1") {
        $0.errors = ofSGLang
        $0.takesStreamOptions = true
        $0.completesTexts = true
        // It needs --reasoning-parser; without it, reasoning stays in the text.
        $0.splitsThinkTags = true
        // Histories are kept with --enable-response-store. Otherwise the member is refused.
        $0.responses = .unproven
        $0.pages = ProviderPages(models: "/models")
        $0.documentation = "https://docs.sglang.ai/basic_usage/openai_api_completions.html"
    }

    private static let ofSGLang = ErrorTable([
        ErrorEntry(
            400...400, code: "invalid_request", title: "BadRequestError", meaning: "The server does not accept the request's form.",
            handling: .reject, advice: "Correct the job's members as the message says."),
        keyOfTheServer,
        ErrorEntry(
            500...500, code: "server_error", title: "InternalServerError", meaning: "The server has failed.", handling: .retry,
            advice: "Nothing need be done; if it persists, look at the server's log."),
        ErrorEntry(
            503...503, marker: "queue is full", code: "rate_limited", title: "Queue Full",
            meaning: "As many requests wait as the server's queue holds.", handling: .throttle,
            advice: "Nothing need be done: fewer requests are kept in flight."),
        ErrorEntry(
            503...503, code: "overloaded", title: "ServiceUnavailableError", meaning: "The server is not ready, or has too much to do.",
            handling: .retry, advice: Advice("Nothing need be done.", .lowerConcurrency)),
    ])

    /// llama.cpp (`llama-server`, https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md).
    package static let llamacpp = Provider(name: "llamacpp", title: "llama.cpp", baseURL: "http://127.0.0.1:8080/v1") {
        $0.errors = ofLlamaCpp
        $0.takesStreamOptions = true
        $0.completesTexts = true
        // With `--reasoning-format none`, reasoning stays in the text.
        $0.splitsThinkTags = true
        // It refuses `previous_response_id`.
        $0.responses = KeptHistory.none
        $0.pages = ProviderPages(models: "/models")
        $0.documentation = "https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md"
    }

    private static let ofLlamaCpp = ErrorTable([
        ErrorEntry(
            400...400, code: "invalid_request", title: "invalid_request_error", meaning: "The server does not accept the request's form.",
            handling: .reject, advice: "Correct the job's members as the message says."),
        keyOfTheServer,
        ErrorEntry(
            404...404, code: "not_found", title: "not_found_error", meaning: "The server has no such URL or model.", handling: .stop,
            advice: "Check the base URL, which ends in /v1, then resume the run."),
        ErrorEntry(
            500...500, code: "server_error", title: "server_error", meaning: "The server has failed.", handling: .retry,
            advice: "Nothing need be done; if it persists, look at the server's log."),
        ErrorEntry(
            501...501, code: "invalid_parameters", title: "not_supported_error",
            meaning: "The server was started without what the request needs.", handling: .reject,
            advice: "Start the server with the option that the message names."),
        ErrorEntry(
            503...503, marker: "loading model", code: "model_loading", title: "unavailable_error",
            meaning: "The server is up and still loads the model.", handling: .throttle,
            advice: "Nothing need be done: the run waits until the model is there."),
    ])

    /// Ollama (`ollama serve`, https://docs.ollama.com/api/openai-compatibility).
    package static let ollama = Provider(name: "ollama", title: "Ollama", baseURL: "http://127.0.0.1:11434/v1") {
        $0.errors = ofOllama
        $0.takesStreamOptions = true
        $0.fillsGaps = true
        $0.reasoningMember = .reasoning
        $0.splitsThinkTags = true
        // It silently ignores `previous_response_id`.
        $0.responses = KeptHistory.none
        $0.pages = ProviderPages(models: "/models")
        $0.documentation = "https://docs.ollama.com/api/errors"
    }

    private static let ofOllama = ErrorTable([
        ErrorEntry(
            400...400, code: "invalid_request", title: "Bad Request", meaning: "The server does not accept the request's form.",
            handling: .reject, advice: "Correct the job's members as the message says."),
        ErrorEntry(
            404...404, code: "not_found", title: "Not Found", meaning: "The model is not on this machine.", handling: .stop,
            advice: "Fetch it (ollama pull) or correct its name, then resume the run."),
        ErrorEntry(
            429...429, code: "rate_limited", title: "Too Many Requests", meaning: "A limit of Ollama's cloud was met.",
            handling: .throttle, advice: "Nothing need be done: fewer requests are kept in flight, and this one is sent again."),
        ErrorEntry(
            500...500, code: "server_error", title: "Internal Server Error", meaning: "The server or the model's process has failed.",
            handling: .retry, advice: "Nothing need be done; if it persists, the model may not fit into memory: look at the server's log."),
        ErrorEntry(
            502...502, code: "bad_gateway", title: "Bad Gateway", meaning: "A model of Ollama's cloud could not be reached.",
            handling: .retry, advice: "Nothing need be done."),
        ErrorEntry(
            503...503, marker: "maximum pending requests|server busy", code: "rate_limited", title: "Server Busy",
            meaning: "As many requests wait as OLLAMA_MAX_QUEUE allows.", handling: .throttle,
            advice: "Nothing need be done: fewer requests are kept in flight."),
    ])

    /// Transformers (`transformers serve`, https://huggingface.co/docs/transformers/serving).
    package static let transformers = Provider(name: "transformers", title: "transformers serve", baseURL: "http://127.0.0.1:8000/v1") {
        $0.errors = ofTransformers
        // Streams always report their usage, on the last chunk.
        $0.splitsThinkTags = true
        // It silently ignores `previous_response_id`.
        $0.responses = KeptHistory.none
        $0.pages = ProviderPages(models: "/models")
        $0.documentation = "https://huggingface.co/docs/transformers/serving"
    }

    private static let ofTransformers = ErrorTable([
        ErrorEntry(
            400...400, marker: "pinned to", code: "model_not_found", title: "Server Is Pinned",
            meaning: "The server was started for one model, and the request names another.", handling: .stop,
            advice: "Name the model that the message says, then resume the run."),
        ErrorEntry(
            400...400, code: "invalid_request", title: "Bad Request", meaning: "The server does not accept the request's form.",
            handling: .reject, advice: "Correct the job's members as the message says."),
        ErrorEntry(
            422...422, code: "invalid_parameters", title: "Unprocessable Entity",
            meaning: "A member of the request is not known, or has not the form that it should.", handling: .reject,
            advice: "Correct the member or leave it out."),
        ErrorEntry(
            500...500, code: "server_error", title: "Internal Server Error",
            meaning: "The server has failed, or cannot load the model.", handling: .retry,
            advice: "Nothing need be done; if it persists, look at the server's log."),
        ErrorEntry(
            503...503, code: "server_down", title: "Worker Is Dead",
            meaning: "The process that generates has died, and the server does not start another.", handling: .stop,
            advice: "Restart the server and resume the run."),
    ])

    private static let keyOfTheServer = ErrorEntry(
        401...401, code: "key_refused", title: "Unauthorized", meaning: "The server was started with a key and wants that key.",
        handling: .stop, advice: Advice("Put the key into a variable, name the variable, and resume the run.", .nameKeyVariable)
    )
}
