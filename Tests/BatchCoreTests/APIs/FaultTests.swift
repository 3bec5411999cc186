import BatchCore
import TestSupport
import Testing

@Suite("Transfers without a response")
struct FaultTests {
    @Test(
        "every fault has a meaning, and describes what happened",
        arguments: [
            (.hostNotFound("api.deepseek.com"), "unreachable host_not_found", "check the base URL"),
            (.connectionRefused("127.0.0.1"), "unreachable connection_refused", "that the server runs"),
            (.connectTimeout(.seconds(10)), "unreachable connect_timeout", "within 10.0s"),
            (.insecure("self-signed certificate"), "unreachable insecure_connection", "self-signed certificate"),
            (.idleTimeout(.seconds(660)), "transient idle_timeout", "11m00s"),
            (.attemptTimeout(.seconds(3_600)), "transient attempt_timeout", "1h00m"),
            (.torn("18 bytes missing"), "transient torn_reply", "18 bytes missing"),
            (.bodyTooLarge(limit: 1_024), "rejected reply_too_large", "1024 bytes"),
            (.other("key \(testKey)"), "transient connection_lost", "key ••••"),
        ] as [(TransferFault, String, String)])
    func meaning(fault: TransferFault, expected: String, says: String) {
        let format = WireFormat(accounts: [Account(provider: .deepseek, key: Secret(testKey))])
        let found = format.outcome(of: fault, account: AccountID(0))
        #expect(found.summary == expected)
        #expect(found.failure?.message.contains(says) == true, "\(found.failure?.message ?? "")")
        #expect(found.failure?.httpStatus == nil)
    }
}
