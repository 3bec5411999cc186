/// Which batchrun this is.
package enum Release {
    /// As `batchrun --version` prints it and as servers see it in `user-agent`.
    package static let version = "0.1.0"
}
