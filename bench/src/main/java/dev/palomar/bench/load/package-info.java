/// What Meta and the companies' programs do to the hub, at a rate that does not wait for its answers.
@org.jspecify.annotations.NullMarked
package dev.palomar.bench.load;
