/// The log of calls to and from WhatsApp: written aside, without secrets and without what people wrote.
@org.jspecify.annotations.NullMarked
package dev.palomar.logbook;
