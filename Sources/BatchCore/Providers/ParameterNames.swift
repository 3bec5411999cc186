/// The parameters that servers know. A parameter with a similar name is probably a typing error; any other unknown one may be new. All
/// are sent as written.
package enum ParameterNames {
    /// Parameters of chat completions, with those of self-hosted servers (https://platform.openai.com/docs/api-reference/chat/create,
    /// https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html).
    private static let chat: Set<String> = [
        "add_special_tokens", "audio", "best_of", "cache_prompt", "chat_template_kwargs", "context_length_exceeded_behavior",
        "do_sample", "echo", "extra_body", "frequency_penalty", "function_call", "functions", "guided_choice", "guided_grammar",
        "guided_json", "guided_regex", "ignore_eos", "include_reasoning", "length_penalty", "logit_bias", "logprobs",
        "max_completion_tokens", "max_new_tokens", "max_tokens", "metadata", "min_p", "min_tokens", "modalities", "n",
        "parallel_tool_calls", "parse_tool_calls", "plugins", "prediction", "presence_penalty", "priority", "prompt_cache_key",
        "prompt_logprobs", "provider", "reasoning", "reasoning_content", "reasoning_effort", "reasoning_format", "reasoning_history",
        "reasoning_in_content", "repetition_penalty", "response_format", "return_token_ids", "safe_prompt", "safety_check",
        "safety_identifier", "seed", "separate_reasoning", "service_tier", "skip_special_tokens", "stop", "stop_token_ids", "store",
        "stream", "stream_options", "structured_outputs", "suffix", "temperature", "thinking", "tool_choice", "tools", "top_a", "top_k",
        "top_logprobs", "top_p", "transforms", "typical_p", "usage", "user", "user_id", "verbosity", "web_search_options",
    ]

    /// Parameters of the Responses API (https://platform.openai.com/docs/api-reference/responses/create).
    private static let responses: Set<String> = [
        "background", "include", "instructions", "max_output_tokens", "max_tool_calls", "metadata", "parallel_tool_calls",
        "previous_response_id", "prompt", "prompt_cache_key", "reasoning", "safety_identifier", "service_tier", "store", "stream",
        "stream_options", "temperature", "text", "tool_choice", "tools", "top_k", "top_logprobs", "top_p", "truncation", "user",
    ]

    /// The Responses API's names for parameters of chat completions.
    private static let inResponses = [
        "max_tokens": "max_output_tokens", "max_completion_tokens": "max_output_tokens", "response_format": "text",
        "reasoning_effort": "reasoning",
    ]

    /// Warnings about names that resemble known parameters, or that belong to the other API.
    package static func remarks(on job: Job) -> [JobRemark] {
        var remarks = remarks(job.parameters, job.api, turn: nil)
        for (place, turn) in job.turns.enumerated() where !turn.parameters.isEmpty {
            remarks += Self.remarks(turn.parameters, job.api, turn: place + 1)
        }
        return remarks
    }

    private static func remarks(_ parameters: Parameters, _ api: Job.API, turn: Int?) -> [JobRemark] {
        let known = api == .responses ? responses : chat
        return parameters.members.compactMap { member in
            let name = member.name
            guard !known.contains(name) else { return nil }
            let other = api == .responses ? inResponses[name] : name == "max_output_tokens" ? "max_tokens" : nil
            guard let meant = other ?? NearestName.of(name, in: known.sorted()) else { return nil }
            return JobRemark(
                .warning(code: "parameter_unknown", kind: "parameter \(api.rawValue) \(name)"), at: JobPlace(parameter: name, turn: turn),
                message: "batchrun knows no server that heeds \"\(name)\" here", hint: "did you mean \"\(meant)\"?")
        }
    }
}
