/// Meta's webhooks: who signed a body, and what its updates say in the hub's words.
@org.jspecify.annotations.NullMarked
package dev.palomar.transport.cloud.webhook;
