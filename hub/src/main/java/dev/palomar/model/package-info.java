/// Values everybody speaks in: ids, numbers, what a message says, what happened. No input or output here.
@org.jspecify.annotations.NullMarked
package dev.palomar.model;
