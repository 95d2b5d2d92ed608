/// The list of facts. Whatever happened is appended here in the transaction that made it so; webhooks, the agent and
/// the panel follow, each at its own pace.
@org.jspecify.annotations.NullMarked
package dev.palomar.journal;
