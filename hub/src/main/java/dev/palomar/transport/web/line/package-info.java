/// The lines to WhatsApp Web: who holds them, where each stands, what comes in over them.
@org.jspecify.annotations.NullMarked
package dev.palomar.transport.web.line;
