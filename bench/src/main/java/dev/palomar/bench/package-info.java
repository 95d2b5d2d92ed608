/// The hub measured from outside: the built jar as a process, loaded as Meta, companies and receivers load it, and held
/// against what the machine can do at all.
@org.jspecify.annotations.NullMarked
package dev.palomar.bench;
