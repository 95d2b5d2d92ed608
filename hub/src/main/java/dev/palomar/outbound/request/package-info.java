/// Reads what callers send: Meta's form of a message, or the short one.
@org.jspecify.annotations.NullMarked
package dev.palomar.outbound.request;
