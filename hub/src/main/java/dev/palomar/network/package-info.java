/// What everybody who calls out needs.
@org.jspecify.annotations.NullMarked
package dev.palomar.network;
