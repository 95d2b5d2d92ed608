/// WhatsApp Web's words in the hub's, and back. Functions from values to values: no clock, no database, no line.
@org.jspecify.annotations.NullMarked
package dev.palomar.transport.web.words;
