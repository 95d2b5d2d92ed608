/// How fast a person's own number writes, and to how many new people.
@org.jspecify.annotations.NullMarked
package dev.palomar.outbound.pace;
