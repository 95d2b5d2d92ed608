/// What WhatsApp says is put on disk here, before WhatsApp hears that we have it.
@org.jspecify.annotations.NullMarked
package dev.palomar.intake;
