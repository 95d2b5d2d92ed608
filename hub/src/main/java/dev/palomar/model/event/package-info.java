/// The facts that receivers, the reply agent and the panel learn of.
@org.jspecify.annotations.NullMarked
package dev.palomar.model.event;
