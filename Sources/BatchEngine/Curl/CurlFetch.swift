package import BatchCore
import CCurl

/// Sends single requests on the calling thread, for what is needed before a run begins.
package struct CurlFetch: Sendable {
    private let clock: any EngineClock
    private let options: CurlOptions

    package init(clock: any EngineClock, options: CurlOptions = CurlOptions(expectedConcurrency: 1)) {
        (self.clock, self.options) = (clock, options)
    }

    /// Sends `request` and waits for its end.
    package func callAsFunction(_ request: HTTPRequest, deadlines: Deadlines) -> Result<HTTPResponse, TransferFault> {
        precondition(CurlLibrary.isReady, "libcurl could not be initialised")
        let account = CurlAccount(id: AccountID(0), deadlines: deadlines)
        let transfer = CurlTransfer(options: options, noProxy: ProxyBypass.fromEnvironment(), account: account, clock: clock)
        guard let headers = account.list(request.headers) else { return .failure(.other("a request header contains a line break")) }
        if let fault = transfer.easy.prepare(request, headers: headers, for: account) { return .failure(fault) }
        return transfer.takeResult(transfer.easy.perform())
    }
}

extension EasyHandle {
    /// Transfers on the calling thread.
    borrowing func perform() -> CURLcode { unsafe curl_easy_perform(pointer) }
}
