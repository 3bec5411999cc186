// ProviderSimulator: a chat completions provider that costs nothing and misbehaves on demand. `Model` is the provider as a
// pure value, for simulations in virtual time; `HTTP` lets it answer on a socket.
