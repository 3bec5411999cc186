// ProviderSimulator: a provider of chat completions that costs nothing and fails on demand. `Settings` are options, faults and
// the providers that it can play; `Requests` reads requests; `Replies` generates replies; `Model` is the provider as a pure
// value, for simulations in virtual time; `HTTP` serves it on a socket. Each uses those before it.
