import BatchCore

/// An error response of the provider.
struct Refusal: Error, Hashable {
    var status: Int
    var message: String
    var type = "invalid_request_error"
    var code: String? = "invalid_request_error"
    /// The member that is wrong.
    var param: String?
    /// Whether a gateway made it, and not the provider behind it.
    var isOfGateway = false

    init(
        status: Int, message: String, type: String = "invalid_request_error", code: String? = "invalid_request_error",
        param: String? = nil, isOfGateway: Bool = false
    ) {
        (self.status, self.message, self.type, self.code) = (status, message, type, code)
        (self.param, self.isOfGateway) = (param, isOfGateway)
    }

    /// The documented error for `status`: DeepSeek's, if it documents one
    /// (https://api-docs.deepseek.com/quick_start/error_codes), else another provider's.
    init(documented status: Int) {
        switch status {
        case 400: self.init(status: status, message: "Content Exists Risk")
        case 401: self.init(status: status, message: "Authentication Fails (no such user)", type: "authentication_error")
        case 402: self.init(status: status, message: "Insufficient Balance", type: "unknown_error")
        case 403: self.init(status: status, message: "Access to this resource is not allowed", type: "permission_error")
        case 404: self.init(status: status, message: "Not Found")
        case 408: self.init(status: status, message: "The request took too long to arrive", type: "timeout_error")
        case 409: self.init(status: status, message: "The resource is being changed by another request", type: "conflict_error")
        case 413: self.init(status: status, message: "The request is larger than the server accepts", type: "request_too_large")
        case 422: self.init(status: status, message: "Invalid Parameters")
        case 425: self.init(status: status, message: "Too early to process the request")
        case 429: self.init(status: status, message: "Rate Limit Reached", type: "rate_limit_error", code: "rate_limit_exceeded")
        case 498: self.init(status: status, message: "Capacity exceeded, try again", type: "server_error", code: "capacity_exceeded")
        case 500: self.init(status: status, message: "Server Error", type: "server_error", code: "internal_error")
        case 503: self.init(status: status, message: "Server Overloaded", type: "server_error", code: "service_unavailable")
        case 504: self.init(status: status, message: "The upstream did not answer in time", type: "timeout_error", code: "timeout")
        case 529: self.init(status: status, message: "The provider is overloaded", type: "overloaded_error", code: "overloaded")
        default: self.init(status: status, message: "Error \(status)", type: "server_error", code: "internal_error")
        }
    }

    /// The error for a beta feature at another base URL than that for beta features.
    init(betaFeature feature: String) {
        self.init(status: 400, message: "\(feature) is only available when using beta api (set base_url=\"https://api.deepseek.com/beta\")")
    }

    func body(in dialect: SimulatorOptions.ErrorDialect) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        switch dialect {
        case .nested:
            writer.name("error")
            writer.beginObject()
            writeMembers(code: code, to: &writer)
            writer.endObject()
        case .textCode:
            writer.name("error")
            writer.beginObject()
            writeMembers(code: String(status), to: &writer)
            writer.endObject()
        case .flat:
            writer.member("object", "error")
            writeMembers(code: code, to: &writer)
        case .numeric:
            writer.name("error")
            writer.beginObject()
            writer.member("code", status)
            writer.member("message", message)
            writer.endObject()
        case .text:
            writer.member("error", message)
        }
        writer.endObject()
        return writer.bytes
    }

    private func writeMembers(code: String?, to writer: inout JSONWriter) {
        writer.member("message", message)
        writer.member("type", type)
        writer.member("param", param)
        writer.member("code", code)
    }

    /// The HTML page of a gateway in front of the provider.
    static func page(status: Int) -> [UInt8] {
        Array(
            """
            <html>
            <head><title>\(status) Bad Gateway</title></head>
            <body>
            <center><h1>\(status) Bad Gateway</h1></center>
            <hr><center>gateway</center>
            </body>
            </html>

            """.utf8)
    }
}
