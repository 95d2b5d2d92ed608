/// The port to WhatsApp, whichever way leads there.
@org.jspecify.annotations.NullMarked
package dev.palomar.transport;
