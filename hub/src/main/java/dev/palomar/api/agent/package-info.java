/// The reply agent on the wire.
@org.jspecify.annotations.NullMarked
package dev.palomar.api.agent;
