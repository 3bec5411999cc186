/// One event with these lines of data.
package func event(_ data: String...) -> String { data.map { "data: \($0)\n" }.joined() + "\n" }

/// A chunk whose one choice has this delta.
package func chunk(_ delta: String, finishReason: String? = nil, more: String = "") -> String {
    let reason = finishReason.map { "\"\($0)\"" } ?? "null"
    return event(#"{"id":"r","model":"m","choices":[{"index":0,"delta":{\#(delta)},"finish_reason":\#(reason)}]\#(more)}"#)
}

package let hello = chunk(#""role":"assistant","content":"Hé""#) + chunk(#""content":"llo""#)
package let helloEnd = chunk("", finishReason: "stop")
package let done = "data: [DONE]\n\n"
package let usageTold = #","usage":{"prompt_tokens":7,"completion_tokens":2}"#
