/// The ids of everything the hub knows, each a type of its own.
@org.jspecify.annotations.NullMarked
package dev.palomar.model.id;
