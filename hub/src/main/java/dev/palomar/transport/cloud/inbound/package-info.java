/// What Meta's webhooks say, in the hub's words.
@org.jspecify.annotations.NullMarked
package dev.palomar.transport.cloud.inbound;
