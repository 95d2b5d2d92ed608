/// Who may call now: a receiver that fails is left in peace, one that is slow gets less at a time, and no company
/// takes the places of the others.
@org.jspecify.annotations.NullMarked
package dev.palomar.webhook.gate;
