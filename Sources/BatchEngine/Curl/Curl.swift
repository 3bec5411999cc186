// Curl: carries attempts over HTTP with libcurl, on a pool of Dispatch queues. Floor 5: ports and values, and not Core.
//
// A worker is one serial queue with one multi handle (CurlLoop), its transfers, and one epoll descriptor that reports which
// sockets are ready. Curl's callbacks decide nothing: they leave notes, and the loop reads them when curl has returned.

import BatchCore
import CCurl
import Glibc

/// Settings of the pool.
package struct CurlOptions: Sendable {
    /// Expected number of attempts in flight. The pool also carries more, at a higher cost for each.
    package var expectedConcurrency: Int
    /// Largest response body, in bytes after decoding. A larger one ends the attempt.
    package var bodyLimit: Int
    /// Number of workers; nil for as many as the concurrency needs.
    package var workers: Int?
    /// Value of `User-Agent` if the request has none.
    package var userAgent: String
    /// File of trusted certificates (PEM) for servers with a private certificate authority; nil for the system's file.
    package var certificateFile: String?
    /// Longest time that an unused connection is still used again, in whole seconds; nil for curl's default (118 s).
    var connectionIdleLimit: Duration?

    /// - Parameter expectedConcurrency: the expected number of attempts in flight.
    package init(
        expectedConcurrency: Int, bodyLimit: Int = Bounds.responseBody, workers: Int? = nil, userAgent: String = "batchrun",
        certificateFile: String? = nil
    ) {
        (self.expectedConcurrency, self.bodyLimit, self.workers) = (expectedConcurrency, bodyLimit, workers)
        (self.userAgent, self.certificateFile) = (userAgent, certificateFile)
    }

    /// For each request, libcurl searches the connections of its multi handle one by one. So thousands on one handle cost
    /// several times what they cost on many.
    var workerCount: Int { max(1, workers ?? min(16, (expectedConcurrency + 255) / 256)) }
}

enum CurlLibrary {
    /// Whether libcurl is initialised. Evaluated once in the process, before the first handle is made.
    static let isReady = curl_global_init(Int(CURL_GLOBAL_SSL)) == CURLE_OK
}
