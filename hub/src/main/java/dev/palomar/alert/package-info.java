/// What needs somebody: found by looking at what stands where, opened and closed by itself, told by event and mail.
@org.jspecify.annotations.NullMarked
package dev.palomar.alert;
