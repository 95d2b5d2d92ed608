/// What is measured, and what is broken on purpose: each a story with a beginning, a load and a count at its end.
@org.jspecify.annotations.NullMarked
package dev.palomar.bench.scenario;
