/// Conversations, contacts and what is done with them.
@org.jspecify.annotations.NullMarked
package dev.palomar.api.inbox;
