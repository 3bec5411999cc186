import BatchCore

extension HTTPResponse {
    /// Reads a response as it is on the wire: the status line, the headers, a blank line, and the body up to the end. Lines of the head
    /// may end with a line feed only, as editors write them. Nil if there is no such head.
    init?(wire bytes: [UInt8]) {
        var lines: [String] = []
        var rest = bytes[...]
        repeat {
            guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
            let line = rest[..<end]
            lines.append(String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self))
            rest = rest[(end + 1)...]
        } while lines.last != ""
        let words = lines[0].split(separator: " ")
        guard words.count > 1, words[0].hasPrefix("HTTP/"), let status = Int(words[1]), (100...999).contains(status) else { return nil }
        var headers: [(name: String, value: String)] = []
        for line in lines.dropFirst().dropLast() {
            guard let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
            let value = line[line.utf8.index(after: colon)...].drop { $0 == " " }
            headers.append((String(line[..<colon]), String(value)))
        }
        self.init(status: status, headers: headers, body: Array(rest))
    }
}
