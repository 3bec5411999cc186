// Curl: carries attempts over HTTP with libcurl, on a pool of Dispatch queues. Floor 5: ports and values, and not Core.
//
// A worker is one serial queue with one multi handle (CurlLoop), its transfers, and one epoll descriptor that tells it which
// sockets are ready. Curl's callbacks decide nothing: they leave notes that the worker reads when curl has returned.

import BatchCore
import CCurl
import Glibc

/// How the pool is built.
package struct CurlOptions: Sendable {
    /// How many attempts are expected to be under way at once. More than that are carried too, only less cheaply.
    package var expectedConcurrency: Int
    /// The largest body that is kept, in bytes after decoding; a larger one ends the attempt.
    package var bodyLimit: Int
    /// How many workers there are; nil for as many as the concurrency asks for.
    package var workers: Int?
    /// What stands in `User-Agent` where a request does not say so itself.
    package var userAgent: String
    /// A file of certificates to trust (PEM), for servers with an authority of their own; nil for the system's file.
    package var certificateFile: String?

    /// - Parameter expectedConcurrency: how many attempts are expected to be under way at once.
    package init(
        expectedConcurrency: Int, bodyLimit: Int = Bounds.responseBody, workers: Int? = nil, userAgent: String = "batchrun",
        certificateFile: String? = nil
    ) {
        (self.expectedConcurrency, self.bodyLimit, self.workers) = (expectedConcurrency, bodyLimit, workers)
        (self.userAgent, self.certificateFile) = (userAgent, certificateFile)
    }

    /// libcurl searches a multi handle's connections one by one for each request, so that thousands on one handle cost
    /// several times what they cost on many.
    var workerCount: Int { max(1, workers ?? min(16, (expectedConcurrency + 255) / 256)) }
}

enum CurlLibrary {
    /// Evaluated once in the process, before the first handle is made.
    static let isReady = curl_global_init(Int(CURL_GLOBAL_SSL)) == CURLE_OK
}
