package import BatchCore
import CCurl

/// Fetches single pages, one after the other, on the thread that asks: for what is wanted before a run begins.
package struct CurlFetch: Sendable {
    private let clock: any EngineClock
    private let options: CurlOptions

    package init(clock: any EngineClock, options: CurlOptions = CurlOptions(expectedConcurrency: 1)) {
        (self.clock, self.options) = (clock, options)
    }

    /// Performs `request` and waits for its end.
    package func callAsFunction(_ request: HTTPRequest, deadlines: Deadlines) -> Result<HTTPResponse, TransferFault> {
        precondition(CurlLibrary.isReady, "libcurl could not be made ready")
        let account = CurlAccount(id: AccountID(0), deadlines: deadlines)
        let transfer = CurlTransfer(options: options, noProxy: ProxyBypass.fromEnvironment(), account: account, clock: clock)
        guard let headers = account.list(request.headers) else { return .failure(.other("a header would break out of its line")) }
        if let fault = transfer.easy.prepare(request, headers: headers, deadlines: account.deadlines) { return .failure(fault) }
        return transfer.takeResult(transfer.easy.perform())
    }
}

extension EasyHandle {
    /// Transfers on the calling thread.
    borrowing func perform() -> CURLcode { unsafe curl_easy_perform(pointer) }
}
