/// The program: its settings, and how its parts are put together. Alone knows which transports exist.
@org.jspecify.annotations.NullMarked
package dev.palomar.app;
