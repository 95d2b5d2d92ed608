/// What stands at the other end: receivers of webhooks and Meta's Graph API, and the count of what arrived.
@org.jspecify.annotations.NullMarked
package dev.palomar.bench.receive;
