/// Finding out how far a number really works.
@org.jspecify.annotations.NullMarked
package dev.palomar.outbound.check;
