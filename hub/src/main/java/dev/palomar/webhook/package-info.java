/// Webhooks: who wants which facts, and bringing them there, in order, until they are taken.
///
/// [dev.palomar.webhook.Webhooks] is what people change; [dev.palomar.webhook.Dispatcher] follows the journal.
@org.jspecify.annotations.NullMarked
package dev.palomar.webhook;
