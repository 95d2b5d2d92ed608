/// What the hub promises while things break, each as a trial with counts: nothing acknowledged is lost,
/// first deliveries keep their order, repetitions are bounded, nothing is sent twice.
@org.jspecify.annotations.NullMarked
package dev.palomar.bench.fault;
