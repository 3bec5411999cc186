/// Writes the bodies of requests for text, for every API.
enum RequestBody {
    /// Writes the model, the history as it is (or the texts around a gap), then the parameters byte for byte in their order. If neither
    /// the job nor the account names a model, the member is omitted, which servers with one model allow.
    static func bytes(of request: RoundRequest, to account: Account, streaming: Streaming = Streaming()) -> [UInt8] {
        let model = request.model ?? account.model
        var size = request.input.byteCount + (model?.utf8.count ?? 0) + streaming.members.utf8.count + 200
        for member in request.parameters.members { size += member.name.utf8.count + member.value.bytes.count + 4 }
        var body: [UInt8] = []
        body.reserveCapacity(size)
        body.append(UInt8(ascii: "{"))
        if let model {
            body.append(contentsOf: #""model":"#.utf8)
            body.appendJSONString(model)
            body.append(UInt8(ascii: ","))
        }
        append(request.input, to: &body)
        append(request, sessions: account.provider.sessions, to: &body)
        body.append(contentsOf: streaming.members.utf8)
        body.append(UInt8(ascii: "}"))
        return body
    }

    private static func append(_ input: RoundRequest.Input, to body: inout [UInt8]) {
        switch input {
        case .chat(let messages, let beginning):
            body.append(contentsOf: #""messages":["#.utf8)
            body.append(contentsOf: messages.bytes)
            if let beginning {
                if !messages.isEmpty { body.append(UInt8(ascii: ",")) }
                body.append(contentsOf: beginning.message.bytes)
            }
            body.append(UInt8(ascii: "]"))
        case .infill(let prompt, let suffix):
            body.append(contentsOf: #""prompt":"#.utf8)
            body.append(contentsOf: prompt.bytes)
            guard let suffix else { return }
            body.append(contentsOf: #","suffix":"#.utf8)
            body.append(contentsOf: suffix.bytes)
        case .responses(let items, let previous, let instructions):
            if let instructions {
                body.append(contentsOf: #""instructions":"#.utf8)
                body.append(contentsOf: instructions.bytes)
                body.append(UInt8(ascii: ","))
            }
            if let previous {
                body.append(contentsOf: #""previous_response_id":"#.utf8)
                body.appendJSONString(previous)
                body.append(UInt8(ascii: ","))
            }
            body.append(contentsOf: #""input":["#.utf8)
            body.append(contentsOf: items.bytes)
            body.append(UInt8(ascii: "]"))
        }
    }

    /// Writes the parameters, and the session's name if the provider reads it in the body. The job's own members override it.
    private static func append(_ request: RoundRequest, sessions: SessionNames?, to body: inout [UInt8]) {
        let sessions = request.sessionID.isEmpty ? nil : sessions
        let isFromKept = request.previousResponse != nil
        var hasMetadata = false
        for member in request.parameters.members {
            // The history that the server keeps already includes the response that the job's own parameter names.
            if isFromKept, member.name == "previous_response_id" { continue }
            append(member.name, to: &body)
            if member.name == "metadata", let names = sessions?.metadataMembers, !names.isEmpty {
                hasMetadata = true
                body.append(contentsOf: metadata(member.value, naming: names, request.sessionID).bytes)
            } else {
                body.append(contentsOf: member.value.bytes)
            }
        }
        guard let sessions else { return }
        for name in sessions.members where !request.parameters.contains(name) {
            append(name, to: &body)
            body.appendJSONString(request.sessionID)
        }
        guard !sessions.metadataMembers.isEmpty, !hasMetadata else { return }
        append("metadata", to: &body)
        body.append(contentsOf: metadata(emptyObject, naming: sessions.metadataMembers, request.sessionID).bytes)
    }

    private static func append(_ name: String, to body: inout [UInt8]) {
        body.append(UInt8(ascii: ","))
        body.appendJSONString(name)
        body.append(UInt8(ascii: ":"))
    }

    /// The job's own metadata, with the members that name the session added at its end. A value that is not an object stays unchanged.
    private static func metadata(_ value: JSONText, naming names: [String], _ sessionID: String) -> JSONText {
        guard value.kind == .object else { return value }
        let root = value.root
        return JSONText { writer in
            writer.beginObject()
            writer.inside(root)
            for name in names where root[name] == nil { writer.member(name, sessionID) }
            writer.endObject()
        }
    }

    private static let emptyObject = JSONText(constant: "{}")
}
