/// The reply agent: which messages are owed an answer, and how each gets exactly one.
@org.jspecify.annotations.NullMarked
package dev.palomar.agent;
