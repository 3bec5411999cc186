package import BatchCore

extension JSONText {
    /// `text` as JSON. The test ends if it is not valid.
    package init(_ text: String) {
        do throws(JSONError) {
            try self.init(validating: text)
        } catch {
            preconditionFailure("\(text) is not valid JSON: \(error)")
        }
    }
}

extension JSONItems {
    /// Items from `text`, which has them between commas. The test ends if they are not valid.
    package init(_ text: String) { self.init(elementsOf: JSONText("[\(text)]")) }

    package var text: String { String(decoding: bytes, as: UTF8.self) }
}
