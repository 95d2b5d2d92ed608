/// A hub with months behind it: its past, written by the database itself, and what people ask it about.
@org.jspecify.annotations.NullMarked
package dev.palomar.bench.stored;
